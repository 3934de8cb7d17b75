import { spawnWith } from './spawn-with.ts'
import { startWorker } from './start-worker.ts'

/** The page's own workers. */
export const spawnWorker = spawnWith({
  start: (reach, name) => startWorker[reach](name),
  onMissing() {
    // As after a deploy: see public/recover.js.
    window.dispatchEvent(new Event('vite:preloadError'))
    return { code: 'worker-died' }
  },
})
