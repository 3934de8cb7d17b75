import { VitrineError } from '../protocol/errors.ts'
import type { ExportFile } from '../protocol/manifest.ts'
import type { Outside } from './outside.ts'
import { createSetbacks } from './setbacks.ts'
import type { Part } from './shelf.ts'
import type { FetchContext } from './store.ts'
import { countProblem, damaged, noteOf, tryOnce, type Outcome, type Try } from './try-once.ts'

export interface Download {
  readonly key: string
  readonly url: string
  readonly file: ExportFile
  readonly part: Part
  /** `default` where nothing is kept by us: the browser's own cache is then better than none. */
  readonly cache: 'default' | 'reload' | 'no-store'
}

export interface Downloaded {
  /** It came fresh from the server in one response: downloading it again would bring the same. */
  readonly isFinal: boolean
}

function isWrongBody(error: unknown): boolean {
  return error instanceof VitrineError && /^file-(damaged|empty|is-)/.test(error.code)
}

/** So often a download starts over before it counts as damaged. */
const mostRestarts = 3

/**
 * Fetches into the part what it lacks, over as many connections as it takes. Resolves when as many bytes are here as the
 * file has; whether they are the right ones only its hash can tell.
 * @throws VitrineError one of the codes of fetching, `aborted`
 */
export async function downloadFile(
  download: Download,
  context: FetchContext,
  outside: Outside,
): Promise<Downloaded> {
  const { file, part } = download
  const { signal, onBytes } = context
  const startBytes = part.sizeBytes
  const setbacks = createSetbacks({ ...download, path: file.path, startBytes }, context, outside)
  // What an earlier visit has left may belong to another file.
  const trail = { pieces: startBytes > 0 ? 2 : 0 }
  let { cache } = download
  let restarts = 0
  let isProbe = false

  const isFinal = () => trail.pieces <= 1 && cache !== 'default'
  const sizeBytes = () => file.sizeBytes ?? part.note?.sizeBytes

  async function startOver(problem: string) {
    if (isFinal() || restarts++ >= mostRestarts) throw damaged(file.path, problem)
    if (cache === 'default') cache = 'reload'
    trail.pieces = 0
    isProbe = false
    await part.restart(noteOf(download))
    onBytes(0)
  }

  for (;;) {
    if (signal.aborted) throw new VitrineError('aborted')
    const hadBytes = part.sizeBytes
    if (hadBytes === file.sizeBytes) return { isFinal: isFinal() }
    const asked: Try = { ...download, trail, isProbe, cache, signal, onBytes }
    const outcome = await tryOnce(asked, outside).catch((error: unknown): Outcome => {
      // The browser may have kept what a server once sent by mistake: ask past its cache before believing it.
      if (cache !== 'default' || !isWrongBody(error)) throw error
      return { kind: 'restart' }
    })
    if (outcome.kind !== 'cut') setbacks.heard()
    switch (outcome.kind) {
      case 'ended': {
        const { length } = outcome
        const total = sizeBytes() ?? (length?.bytes === part.sizeBytes ? length.bytes : undefined)
        if (total === part.sizeBytes) return { isFinal: isFinal() }
        if (total !== undefined) {
          const error = damaged(file.path, countProblem(part.sizeBytes, total))
          await setbacks.wait(error, part.sizeBytes)
        } else if (isProbe && part.sizeBytes === hadBytes) {
          return { isFinal: isFinal() }
        }
        // Only the end of the stream vouches for it, and cut streams end too: ask whether there is more.
        isProbe = total === undefined
        break
      }
      case 'nothing-left':
        if ((sizeBytes() ?? part.sizeBytes) === part.sizeBytes) return { isFinal: isFinal() }
        await startOver(countProblem(part.sizeBytes, sizeBytes() ?? 0))
        break
      case 'too-long':
        await startOver(countProblem(Infinity, file.sizeBytes ?? 0))
        break
      case 'restart':
        trail.pieces = 2
        await startOver('the server sends other parts than it was asked for')
        break
      case 'lost':
        trail.pieces = 2
        await startOver('this browser lost it while it came')
        break
      case 'busy':
        await setbacks.wait(outcome.error, part.sizeBytes, outcome.retryAfterMs)
        break
      case 'cut':
        if (outcome.answered) setbacks.heard()
        await setbacks.waitForNetwork(outcome.cause, part.sizeBytes)
        break
      default:
        return outcome satisfies never
    }
  }
}
