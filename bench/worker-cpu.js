// @ts-check
/** Time that a page's workers spend on a processor, which other programs do not lengthen as they do times of a clock. */
import { readdirSync, readFileSync } from 'node:fs'

/**
 * @param {readonly number[]} pids Of a browser's processes.
 * @returns {number | undefined} Milliseconds since their start of all workers that run, those of WebAssembly's threads
 *   among them; nothing where the system does not say.
 */
export function workerCpuMs(pids) {
  const times = pids.flatMap((pid) =>
    threadsOf(pid).flatMap((thread) => {
      const folder = `/proc/${pid}/task/${thread}`
      // Names end after 15 characters; "DedicatedWorker thread".
      if (read(`${folder}/comm`).trim() !== 'DedicatedWorker') return []
      return [parseRunTimeMs(read(`${folder}/schedstat`))]
    }),
  )
  if (times.length === 0 || times.includes(undefined)) return undefined
  return times.reduce((/** @type {number} */ sum, time = 0) => sum + time, 0)
}

/**
 * @param {string} schedstat "<nanoseconds on a processor> <nanoseconds waiting for one> <times it got one>"
 * @returns {number | undefined} Milliseconds on a processor.
 */
export function parseRunTimeMs(schedstat) {
  const [, nanoseconds] = /^(\d+) \d+ \d+\s*$/.exec(schedstat) ?? []
  return nanoseconds === undefined ? undefined : Number(nanoseconds) / 1e6
}

/** @param {number} pid */
function threadsOf(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`)
  } catch {
    // It has ended, or this is no Linux.
    return []
  }
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
