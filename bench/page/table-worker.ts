/** ONNX Runtime Web as a page without a product would use it: one `run` a row, of tensors made on the spot. */
import type * as Ort from 'onnxruntime-common'
import type { TableRow } from '../../src/protocol/table-tasks.ts'
import type { BareCall, BareReply, BareRun, BareSetup } from './table-calls.ts'

let ort: typeof Ort
let session: Ort.InferenceSession
let setup: BareSetup

async function open(given: BareSetup): Promise<void> {
  setup = given
  const { runtimeUrl, modelUrl, threads } = given
  ort = (await import(/* @vite-ignore */ `${runtimeUrl}ort.wasm.min.mjs`)) as typeof Ort
  ort.env.wasm.wasmPaths = runtimeUrl
  ort.env.wasm.numThreads = threads
  session = await ort.InferenceSession.create(modelUrl, { executionProviders: ['wasm'] })
}

async function run(rows: readonly TableRow[]): Promise<BareRun> {
  const labels: string[] = []
  const startedAt = performance.now()
  for (const row of rows) {
    const given = await session.run(feedsOf(row))
    // Read as one would, to have them.
    void given[setup.probabilities]!.data
    labels.push(String(given[setup.label]!.data[0]))
  }
  return { totalMs: performance.now() - startedAt, labels }
}

function feedsOf(row: TableRow): Record<string, Ort.Tensor> {
  const { features, feeding } = setup
  if (feeding.kind === 'matrix') {
    const data = Float32Array.from(features, (name) => Number(row[name] ?? NaN))
    return { [feeding.input]: new ort.Tensor('float32', data, [1, features.length]) }
  }
  return Object.fromEntries(
    feeding.inputs.map(({ input, type }, index) => {
      const value = row[features[index]!]
      const tensor =
        type === 'string'
          ? new ort.Tensor('string', [String(value ?? '')], [1, 1])
          : new ort.Tensor('float32', Float32Array.of(Number(value ?? NaN)), [1, 1])
      return [input, tensor]
    }),
  )
}

async function answer(request: BareCall): Promise<BareRun | undefined> {
  if (request.call === 'run') return run(request.args.rows)
  await open(request.args)
  return undefined
}

addEventListener('message', ({ data }: MessageEvent<BareCall>) => {
  const post = (reply: BareReply) => postMessage(reply)
  answer(data).then(
    (result) => post({ status: 'done', result }),
    (error: unknown) => post({ status: 'failed', message: String(error).slice(0, 1000) }),
  )
})
