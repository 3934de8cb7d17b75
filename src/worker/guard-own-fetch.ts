import { guardFetch } from './guard-fetch.ts'

declare const self: DedicatedWorkerGlobalScope

guardFetch(self, new URL(import.meta.url).origin)
