/** Transformers.js as its users have it: in a worker, from the file that its CDN serves, on the runtime it asks for. */
import type { PeerCall, PeerReply, PeerSetup, PixelsArgs } from './peer-calls.ts'
import { openPeerText, type PeerText } from './peer-text.ts'
import type { Classifier, Transformers } from './transformers.ts'

let text: PeerText | undefined
let classifier: Classifier | undefined
let RawImage: Transformers['RawImage'] | undefined

async function open(setup: PeerSetup): Promise<void> {
  const { task, libraryUrl, modelsPath, model, threads, cached = false } = setup
  const url = `${libraryUrl}transformers.min.js`
  const library = (await import(/* @vite-ignore */ url)) as Transformers
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
  if (task === 'text-generation') {
    text = await openPeerText(library, setup)
  } else {
    RawImage = library.RawImage
    classifier = await library.pipeline(task, model, { device: 'wasm', dtype: 'fp32' })
  }
}

function opened(): PeerText {
  if (text === undefined) throw new Error('No language model is open')
  return text
}

async function classify(image: Blob, topK: number): Promise<string[]> {
  if (classifier === undefined) throw new Error('No classifier is open')
  const found = await classifier(image, { top_k: topK })
  return found.map(({ label }) => label)
}

async function classifyPixels({ pixels, width, height, topK }: PixelsArgs): Promise<string[]> {
  if (classifier === undefined || RawImage === undefined) throw new Error('No classifier is open')
  const found = await classifier(new RawImage(pixels, width, height, 4), { top_k: topK })
  return found.map(({ label }) => label)
}

async function answer(request: PeerCall): Promise<unknown> {
  switch (request.call) {
    case 'open':
      return open(request.args)
    case 'fill':
      return opened().fill(request.args.promptIds)
    case 'generate':
      return opened().generate(request.args)
    case 'generateCounted':
      return opened().generateCounted(request.args)
    case 'classify':
      return classify(request.args.image, request.args.topK)
    case 'classifyPixels':
      return classifyPixels(request.args)
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
