import { current } from '../../raw-module.ts'
import type { Inside } from '../../session-parts.ts'
import { lastError } from './last-error.ts'
import { allocate } from './memory.ts'

/** Runs of one session with the same inputs and outputs, by tensors that lie in the heap already. */
export interface Runner {
  /**
   * @param inputs tensors in the order of the names
   * @param outputs the same; where one is 0 the runtime allocates it, and its handle is written over the 0
   */
  run(inputs: readonly number[], outputs: number[]): Promise<void>
  close(): void
}

/** Whatever goes wrong comes back as an error code; what the runtime would log of it says nothing more. */
const onlyFatal = 4

export function openRunner(
  { module, sessionId }: Extract<Inside, { provider: 'wasm' }>,
  inputNames: readonly string[],
  outputNames: readonly string[],
): Runner {
  const names = [...inputNames, ...outputNames]
  const texts = names.map((name) => new TextEncoder().encode(`${name}\0`))
  const size = texts.reduce((sum, text) => sum + text.length, 0)
  const values = names.length * module.PTR_SIZE
  // The names' addresses, the tensors, and the names themselves.
  const inputNameList = allocate(module, 2 * values + size)
  const outputNameList = inputNameList + inputNames.length * module.PTR_SIZE
  const inputList = inputNameList + values
  const outputList = inputList + inputNames.length * module.PTR_SIZE
  const { HEAPU8, HEAPU32 } = current(module)
  let place = inputList + values
  for (const [index, text] of texts.entries()) {
    HEAPU32[(inputNameList >>> 2) + index] = place
    HEAPU8.set(text, place)
    place += text.length
  }
  const options = module._OrtCreateRunOptions(onlyFatal, 0, false, 0)
  if (options === 0) {
    module._free(inputNameList)
    throw lastError(module, "Can't create run options.")
  }

  return {
    async run(inputs, outputs) {
      const before = current(module).HEAPU32
      before.set(inputs, inputList >>> 2)
      before.set(outputs, outputList >>> 2)
      const running = module._OrtRun(
        sessionId,
        inputNameList,
        inputList,
        inputNames.length,
        outputNameList,
        outputNames.length,
        outputList,
        options,
      )
      const code = typeof running === 'number' ? running : await running
      if (code !== 0) throw lastError(module, 'failed to call OrtRun().')
      const after = current(module).HEAPU32
      for (let index = 0; index < outputs.length; index++) {
        outputs[index] = after[(outputList >>> 2) + index]!
      }
    },
    close() {
      module._OrtReleaseRunOptions(options)
      module._free(inputNameList)
    },
  }
}
