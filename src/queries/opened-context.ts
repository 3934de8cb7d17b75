import { createContext, useContext, useSyncExternalStore } from 'react'
import type { OpenedExport, OpenedExports } from './opened-exports.ts'

export const OpenedContext = createContext<OpenedExports | undefined>(undefined)

export function useOpenedExports(): OpenedExports {
  const opened = useContext(OpenedContext)
  if (opened === undefined) throw new Error('No OpenedContext above this component.')
  return opened
}

/** The export of that name as it is now, with the latest corrections. */
export function useOpenedExport(id: string | undefined): OpenedExport | undefined {
  const opened = useOpenedExports()
  return useSyncExternalStore(opened.subscribe, () =>
    id === undefined ? undefined : opened.find(id),
  )
}
