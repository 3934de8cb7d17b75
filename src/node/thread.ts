/** The worker, in a thread of Node's: the calls and pipelines of `src/worker/`, as they are. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Request } from '../protocol/calls.ts'
import { serve } from '../worker/serve.ts'
import { createNodeHandlers } from './node-handlers.ts'
import type { ThreadData } from './spawn-thread.ts'

if (parentPort === null) throw new Error('This file is started as a worker thread.')
const port = parentPort

serve(
  {
    post: (reply) => port.postMessage(reply),
    listen: (listener) => port.on('message', (request: Request) => listener(request)),
  },
  createNodeHandlers(workerData as ThreadData),
)
