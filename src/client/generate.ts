import type { Model } from '../engine/engine.ts'
import { isAbort } from '../protocol/errors.ts'
import { generationAnswer, writtenUntil } from '../protocol/generation-json.ts'
import type { GenerationStep, TextGenerationInput } from '../protocol/tasks.ts'
import { told } from './told.ts'
import type { GenerateOptions, Generation, TextAnswer } from './types.ts'

/** Begins at once. Whoever leaves the loop over its pieces, or fires the signal, stops it and keeps what there is. */
export function generate(
  model: Model<'text-generation'>,
  prompt: TextGenerationInput['prompt'],
  { signal, logits = false, ...settings }: GenerateOptions = {},
): Generation {
  const stopping = new AbortController()
  const stop = () => stopping.abort()
  if (signal?.aborted === true) stop()
  signal?.addEventListener('abort', stop)

  const steps: GenerationStep[] = []
  const pieces: string[] = []
  let state: 'writing' | 'over' = 'writing'
  let wake = () => {}
  const add = (piece: string) => {
    if (piece !== '') pieces.push(piece)
    wake()
  }

  async function write(): Promise<TextAnswer> {
    const given = { ...model.manifest.defaults, ...defined(settings) }
    try {
      const done = await model.run(
        { prompt, settings: given, ...(logits && { logits }) },
        {
          signal: stopping.signal,
          onProgress(step) {
            // A run that is repeated after a lost GPU says once more what has been said.
            if (step.index !== steps.length) return
            steps.push(step)
            add(step.text)
          },
        },
      )
      const said = pieces.join('')
      if (done.text.startsWith(said)) add(done.text.slice(said.length))
      return { ...generationAnswer(done), ...(done.logits && { logits: [...done.logits] }) }
    } catch (error) {
      if (isAbort(error) && stopping.signal.aborted) return generationAnswer(writtenUntil(steps))
      throw told(error)
    } finally {
      signal?.removeEventListener('abort', stop)
      state = 'over'
      wake()
    }
  }

  const result = write()
  // Whoever goes through the pieces meets the error there.
  result.catch(() => {})

  async function* read(): AsyncGenerator<string, void> {
    let next = 0
    try {
      for (;;) {
        const piece = pieces[next]
        if (piece !== undefined) {
          next += 1
          yield piece
        } else if (state === 'over') {
          await result
          return
        } else {
          const before = wake
          await new Promise<void>((resolve) => {
            wake = () => {
              before()
              resolve()
            }
          })
        }
      }
    } finally {
      // Left early: nobody reads on.
      stop()
    }
  }

  return { result, [Symbol.asyncIterator]: read }
}

/** What is undefined was not said. */
function defined<T extends object>(settings: T): Partial<T> {
  const said = Object.entries(settings).filter(([, value]) => value !== undefined)
  return Object.fromEntries(said) as Partial<T>
}
