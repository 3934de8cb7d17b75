/** Transformers.js as its users have it: in a worker, from the file that its CDN serves, on the runtime it asks for. */
import type { PeerCall, PeerReply, PeerSetup } from './peer-calls.ts'
import type { Generated } from './results.ts'
import type { CausalLM, Classifier, Transformers } from './transformers.ts'

let library: Transformers
let causalLM: CausalLM | undefined
let classifier: Classifier | undefined

async function open({
  task,
  libraryUrl,
  modelsPath,
  model,
  threads,
  cached = false,
}: PeerSetup): Promise<void> {
  const url = `${libraryUrl}transformers.min.js`
  library = (await import(/* @vite-ignore */ url)) as Transformers
  const { env } = library
  env.allowRemoteModels = false
  env.allowLocalModels = true
  env.localModelPath = modelsPath
  env.useBrowserCache = cached
  env.useWasmCache = cached
  const { wasm } = env.backends.onnx
  // The build that Transformers.js asks its CDN for.
  wasm.wasmPaths = {
    mjs: `${libraryUrl}ort-wasm-simd-threaded.asyncify.mjs`,
    wasm: `${libraryUrl}ort-wasm-simd-threaded.asyncify.wasm`,
  }
  wasm.numThreads = threads
  const options = { device: 'wasm', dtype: 'fp32' } as const
  if (task === 'text-generation') {
    causalLM = await library.AutoModelForCausalLM.from_pretrained(model, options)
  } else {
    classifier = await library.pipeline('image-classification', model, options)
  }
}

/** The streamer is called with the prompt and then with each token: two of its calls are what is timed. */
async function generate(promptIds: readonly number[], newTokens: number): Promise<Generated> {
  if (causalLM === undefined) throw new Error('No language model is open')
  const putAt: number[] = []
  const Streamer = class extends library.BaseStreamer {
    override put() {
      putAt.push(performance.now())
    }
    override end() {}
  }
  const dims = [1, promptIds.length]
  const output = await causalLM.generate({
    inputs: new library.Tensor('int64', BigInt64Array.from(promptIds, BigInt), dims),
    attention_mask: new library.Tensor('int64', new BigInt64Array(promptIds.length).fill(1n), dims),
    do_sample: false,
    repetition_penalty: 1,
    max_new_tokens: newTokens,
    streamer: new Streamer(),
  })
  const ids = Array.from(output.data, Number).slice(promptIds.length)
  const [, first] = putAt
  const last = putAt.at(-1)
  if (first === undefined || last === undefined || putAt.length !== ids.length + 1) {
    throw new Error(`${putAt.length} calls of the streamer for ${ids.length} tokens`)
  }
  return { ids, msPerToken: (last - first) / (ids.length - 1) }
}

async function classify(image: Blob, topK: number): Promise<string[]> {
  if (classifier === undefined) throw new Error('No classifier is open')
  const found = await classifier(image, { top_k: topK })
  return found.map(({ label }) => label)
}

function answer(request: PeerCall): Promise<unknown> {
  switch (request.call) {
    case 'open':
      return open(request.args)
    case 'generate':
      return generate(request.args.promptIds, request.args.newTokens)
    case 'classify':
      return classify(request.args.image, request.args.topK)
    default:
      return request satisfies never
  }
}

addEventListener('message', ({ data }: MessageEvent<PeerCall>) => {
  const post = (reply: PeerReply) => postMessage(reply)
  answer(data).then(
    (result) => post({ status: 'done', result }),
    (error: unknown) => post({ status: 'failed', message: String(error) }),
  )
})
