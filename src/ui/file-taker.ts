import { createContext, useContext, useEffect, useRef } from 'react'
import type { EntryFile } from './read-entries.ts'

/** Whoever on the page takes a single file, such as a picture, that is dropped or pasted anywhere. */
export interface FileTaker {
  /** What it wants, as in "Drop a picture anywhere". */
  readonly wants: string
  take(file: File): void
}

export interface FileTakers {
  /** @returns takes it away again */
  add(taker: FileTaker): () => void
  /** The one that came last. */
  current(): FileTaker | undefined
  /** Takes several pictures at once, or a folder of them. @returns takes it away again */
  addMany(take: TakeMany): () => void
  currentMany(): TakeMany | undefined
}

export type TakeMany = (files: readonly EntryFile[]) => void

export function createFileTakers(): FileTakers {
  let takers: readonly FileTaker[] = []
  let manyTakers: readonly TakeMany[] = []
  return {
    add(taker) {
      takers = [...takers, taker]
      return () => {
        takers = takers.filter((other) => other !== taker)
      }
    },
    current: () => takers.at(-1),
    addMany(take) {
      manyTakers = [...manyTakers, take]
      return () => {
        manyTakers = manyTakers.filter((other) => other !== take)
      }
    },
    currentMany: () => manyTakers.at(-1),
  }
}

export const FileTakersContext = createContext<FileTakers | undefined>(undefined)

/** Takes the files that are dropped or pasted while the component is there. */
export function useDroppedFile(wants: string, take: (file: File) => void): void {
  const takers = useContext(FileTakersContext)
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(() => takers?.add({ wants, take: (file) => latest.current(file) }), [takers, wants])
}

/** Takes pictures that are dropped several at a time, or as a folder, while the component is there. */
export function useDroppedPictures(take: TakeMany): void {
  const takers = useContext(FileTakersContext)
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(() => takers?.addMany((files) => latest.current(files)), [takers])
}
