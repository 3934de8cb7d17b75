import type { Reach } from './spawn.ts'

/**
 * Vite finds workers by this very form of words, so there is one for each. For `vitrine.js` hosting/module-plugin.ts
 * puts the same words in place of this file, with the addresses of the workers that the site has already.
 */
export const startWorker: Record<Reach, (name: string) => Worker> = {
  site: (name) =>
    new Worker(new URL('../worker/main.ts', import.meta.url), { type: 'module', name }),
  anywhere: (name) =>
    new Worker(new URL('../worker/link-worker.ts', import.meta.url), { type: 'module', name }),
}
