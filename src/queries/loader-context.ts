import { createContext, useContext } from 'react'
import type { Loader } from './loader.ts'

export const LoaderContext = createContext<Loader | undefined>(undefined)

export function useLoader(): Loader {
  const loader = useContext(LoaderContext)
  if (loader === undefined) throw new Error('No LoaderContext above this component.')
  return loader
}
