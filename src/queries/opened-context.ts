import { createContext, useContext, useSyncExternalStore } from 'react'
import type { OpenedExport, OpenedExports } from './opened-exports.ts'

export const OpenedContext = createContext<OpenedExports | undefined>(undefined)

export function useOpenedExports(): OpenedExports {
  const opened = useContext(OpenedContext)
  if (opened === undefined) throw new Error('No OpenedContext above this component.')
  return opened
}

/** All of them as they are now. */
export function useAllOpened(): readonly OpenedExport[] {
  const opened = useOpenedExports()
  return useSyncExternalStore(opened.subscribe, opened.all)
}
