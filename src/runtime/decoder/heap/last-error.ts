import { current, type RawModule } from '../../raw-module.ts'

/**
 * What the runtime says of the call that has just failed, in the words of the package (`wasm-utils.ts`), which is what
 * `errors.ts` knows.
 */
export function lastError(module: RawModule, message: string): Error {
  const stack = module.stackSave()
  try {
    const code = module.stackAlloc(2 * module.PTR_SIZE)
    const text = code + module.PTR_SIZE
    module._OrtGetLastError(code, text)
    const { HEAP32, HEAPU32 } = current(module)
    const address = HEAPU32[text >>> 2]!
    const words = address === 0 ? '' : module.UTF8ToString(address)
    return new Error(`${message} ERROR_CODE: ${HEAP32[code >>> 2]}, ERROR_MESSAGE: ${words}`)
  } finally {
    module.stackRestore(stack)
  }
}
