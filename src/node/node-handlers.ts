import type { OpenArgs } from '../protocol/calls.ts'
import { isAbort } from '../protocol/errors.ts'
import { createHandlers } from '../worker/handlers.ts'
import type { Handlers } from '../worker/serve.ts'
import { openLocalFiles } from './local-files.ts'
import { nativeOrtIn } from './native-ort.ts'
import { createNodePlatform } from './node-platform.ts'
import type { ThreadData } from './spawn-thread.ts'
import { startOrtIn } from './start-ort.ts'

/**
 * The calls of one thread. A model is opened on the machine's own build of ONNX Runtime where there is one and it takes
 * the model, else on WebAssembly.
 */
export function createNodeHandlers({ folder, root }: ThreadData): Handlers {
  const onWasm = () => createHandlers(createNodePlatform(root, startOrtIn(root)))
  let handlers = onWasm()

  async function openNatively(args: OpenArgs, context: Parameters<Handlers['open']>[1]) {
    const startOrt = nativeOrtIn(root)
    if (startOrt === undefined) return undefined
    handlers = createHandlers(createNodePlatform(root, startOrt))
    try {
      const opened = await handlers.open(args, context)
      return { ...opened, runtime: { ...opened.runtime, native: true as const } }
    } catch (error) {
      if (isAbort(error)) throw error
      handlers = onWasm()
      return undefined
    }
  }

  return {
    ...handlers,
    async open(given, context) {
      const args = { ...given, files: await openLocalFiles(folder, given.manifest) }
      return (await openNatively(args, context)) ?? handlers.open(args, context)
    },
    run: (args, context) => handlers.run(args, context),
    compute: (args, context) => handlers.compute(args, context),
  }
}
