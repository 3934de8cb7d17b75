import type { LoadProgress, LoadWait } from '../protocol/calls.ts'
import type { ExportFile } from '../protocol/manifest.ts'

interface FileState {
  loadedBytes: number
  wait: LoadWait | undefined
  /** Its real size, once it is here. */
  sizeBytes?: number
}

/**
 * Adds up what has come of several files. Never goes back, although a download that has to begin again does: then it
 * stands until that is as far as it was.
 */
export function createLoadProgress(report: (progress: LoadProgress) => void) {
  const states = new Map<string, FileState>()
  let aim: readonly ExportFile[] = []
  let highestBytes = 0

  function stateOf(path: string): FileState {
    const state = states.get(path) ?? { loadedBytes: 0, wait: undefined }
    states.set(path, state)
    return state
  }

  function tell(stage: LoadProgress['stage']) {
    const sizes = aim.map(({ path, sizeBytes }) => states.get(path)?.sizeBytes ?? sizeBytes)
    const totalBytes = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0)
    const isKnown = !sizes.includes(undefined)
    const sum = aim.reduce((bytes, { path }) => bytes + stateOf(path).loadedBytes, 0)
    highestBytes = Math.max(highestBytes, isKnown ? Math.min(sum, totalBytes) : sum)
    const waiting = whatAllWaitFor()
    report({
      stage,
      loadedBytes: highestBytes,
      totalBytes: isKnown ? totalBytes : 0,
      ...(waiting && { waiting }),
    })
  }

  /** One file that comes is reason enough to say nothing of the others. */
  function whatAllWaitFor(): LoadWait | undefined {
    const open = aim
      .map(({ path }) => stateOf(path))
      .filter(({ sizeBytes }) => sizeBytes === undefined)
    return open.every(({ wait }) => wait !== undefined) ? open[0]?.wait : undefined
  }

  return {
    /** These are the files that matter from now on. */
    aimAt(files: readonly ExportFile[]) {
      const isOther = files.some(({ path }) => !aim.some((file) => file.path === path))
      aim = files
      if (!isOther) return
      highestBytes = 0
      tell('download')
    },
    came(path: string, loadedBytes: number) {
      stateOf(path).loadedBytes = loadedBytes
      tell('download')
    },
    waits(path: string, wait: LoadWait | undefined) {
      stateOf(path).wait = wait
      tell('download')
    },
    done(path: string, sizeBytes: number) {
      states.set(path, { loadedBytes: sizeBytes, sizeBytes, wait: undefined })
      tell('download')
    },
    prepare: () => tell('prepare'),
  }
}
