import { use, useContext, useEffect, type ReactNode } from 'react'
import type { Manifest } from '../../protocol/manifest.ts'
import { describeError } from '../../protocol/messages.ts'
import { Alert } from '../../ui/alert.tsx'
import { FileTakersContext } from '../../ui/file-taker.ts'
import { readLink, type Arrived } from './read-link.ts'
import { takesPictures } from './takes-pictures.ts'

interface SharedLinkProps {
  shared: URLSearchParams
  manifest: Manifest
  children(state: URLSearchParams): ReactNode
}

/** A demo with what a link brought along: suspends while that is unpacked, then says what could not be. */
export function SharedLink({ shared, manifest, children }: SharedLinkProps) {
  const { state, picture, problem } = use(arrivalOf(shared))
  return (
    <>
      {problem !== undefined && (
        <div className="mb-6">
          <Alert {...describeError(problem)} />
        </div>
      )}
      {children(state)}
      {picture !== undefined && takesPictures(manifest) && <HandsOver file={picture} />}
    </>
  )
}

const arrivals = new WeakMap<URLSearchParams, Promise<Arrived>>()

/** The same promise whenever a render asks again, which each does that was suspended. */
function arrivalOf(shared: URLSearchParams): Promise<Arrived> {
  const known = arrivals.get(shared)
  if (known !== undefined) return known
  const arrival = readLink(shared)
  arrivals.set(shared, arrival)
  return arrival
}

/** Gives the picture to the demo before it as if it had been dropped there. */
function HandsOver({ file }: { file: File }) {
  const takers = useContext(FileTakersContext)
  useEffect(() => takers?.current()?.take(file), [takers, file])
  return null
}
