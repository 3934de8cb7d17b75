import { guardFetch } from './guard-fetch.ts'

declare const self: DedicatedWorkerGlobalScope

guardFetch(self)
