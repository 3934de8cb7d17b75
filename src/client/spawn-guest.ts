import { spawnWith } from '../engine/spawn-with.ts'
import { startWorker } from '../engine/start-worker.ts'
import { allowScript } from './allow-script.ts'
import { workerScripts } from './worker-scripts.ts'

const here = import.meta.url

/** Tiny, and kept as long as the page: a worker may be started again at any time. */
const blobUrls = new Map<string, string>()

/**
 * The module's workers, on whichever page. Browsers start no worker from another site's address, so there it is a blob
 * of the page's own origin that imports the script. It then obeys the page's Content-Security-Policy.
 */
export const spawnGuest = spawnWith({
  start(reach, name) {
    if (!isElsewhere(here)) return startWorker[reach](name)
    latest = workerScripts[reach]
    return new Worker(allowScript(blobUrlFor(latest)), { type: 'module', name })
  },
  onMissing: () => ({ code: 'worker-died', facts: latest === undefined ? {} : { script: latest } }),
})
let latest: string | undefined

/** Bundlers that move this file write addresses of their own, `file:` ones too, and the workers with it. */
function isElsewhere(url: string): boolean {
  return /^https?:/.test(url) && new URL(url).origin !== location.origin
}

function blobUrlFor(script: string): string {
  const made = blobUrls.get(script) ?? URL.createObjectURL(importing(script))
  blobUrls.set(script, made)
  return made
}

function importing(script: string): Blob {
  return new Blob([`import ${JSON.stringify(script)}`], { type: 'text/javascript' })
}
