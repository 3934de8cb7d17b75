import { VitrineError } from '../protocol/errors.ts'
import { runError } from './errors.ts'

/** Waits for work of a session, and names what goes wrong in it. */
export type Settle = <T>(work: () => Promise<T>) => Promise<T>

export const settlePlainly: Settle = async (work) => {
  try {
    return await work()
  } catch (cause) {
    throw runError(cause)
  }
}

/** What is under way when the device goes never comes back, so those who wait are told from here. */
export function settleUnlessLost(gpuLost: Promise<unknown>): Settle {
  const waiting = new Set<(error: VitrineError) => void>()
  let isLost = false
  const tellAll = () => {
    isLost = true
    for (const reject of waiting) reject(new VitrineError('gpu-lost'))
  }
  void gpuLost.then(tellAll)
  return (work) =>
    new Promise((resolve, reject) => {
      // Running a session whose device is gone took the whole browser down, 5 times of 5 (asyncify build).
      if (isLost) return reject(new VitrineError('gpu-lost'))
      waiting.add(reject)
      const done = () => waiting.delete(reject)
      work()
        .then(resolve, (cause: unknown) => reject(runError(cause)))
        .finally(done)
    })
}
