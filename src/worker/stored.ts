import { createStore } from '../store/create-store.ts'
import type { Handlers } from './serve.ts'

export const stored: Handlers['stored'] = () => createStore().report()

export const forget: Handlers['forget'] = async ({ keys }) => {
  const store = createStore()
  await store.forget(keys)
  return store.report()
}
