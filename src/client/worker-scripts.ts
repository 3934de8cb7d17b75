import type { Reach } from '../engine/spawn.ts'

/**
 * Absolute addresses of the workers' scripts, as the development server has them. In `vitrine.js` they are those of the
 * built site: hosting/module-plugin.ts puts them in place of this file.
 */
export const workerScripts: Record<Reach, string> = {
  site: new URL('../worker/main.ts', import.meta.url).href,
  anywhere: new URL('../worker/link-worker.ts', import.meta.url).href,
}
