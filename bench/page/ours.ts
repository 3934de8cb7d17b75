/** Our side: the product's own engine, with its worker, as the site's page uses them. */
import { createEngine } from '../../src/engine/host.ts'
import { spawnWorker } from '../../src/engine/spawn-worker.ts'
import type { Engine, Model } from '../../src/engine/engine.ts'
import type { DemoIndex, TensorsManifest } from '../../src/protocol/manifest.ts'
import type { ExecutionProvider, RuntimeReport } from '../../src/protocol/runtime.ts'
import type { TextGeneration } from '../../src/protocol/tasks.ts'
import type { ImageTiming } from '../../src/protocol/picture-tasks.ts'
import { createCapture } from '../../src/ui/camera-frames.ts'
import { freshFrame } from './camera.ts'
import { pictureNamed } from './pictures.ts'
import type { Classified, CountedText, Generated } from './results.ts'

/** The site lies one folder above the bench's page. */
const siteUrl = new URL('../', location.href).href

const capture = createCapture()

let engine: Engine | undefined
let text: Model<'text-generation'> | undefined
let pictures: Model<'image-classification'> | undefined

export interface OpenedOurs {
  readonly runtime: RuntimeReport
  /** The `.onnx` that runs here, and the one that any device runs. */
  readonly file: string
  readonly commonFile: string
}

interface OurText {
  readonly prompt: string
  /** Ids behind the prompt. With them the prompt's cache is kept from one call to the next. */
  readonly continued?: readonly number[]
  readonly newTokens: number
}

export const ours = {
  /** Stop tokens are left out: a timing must not end where a story does. */
  async open(id: string, runtime: ExecutionProvider = 'wasm'): Promise<OpenedOurs> {
    const response = await fetch(new URL('models/index.json', siteUrl))
    const { demos } = (await response.json()) as DemoIndex
    const manifest = demos.find((demo) => demo.id === id)
    if (manifest === undefined) throw new Error(`The site has no demo “${id}”`)
    ours.close()
    engine = createEngine({ spawn: spawnWorker, pageUrl: siteUrl })
    switch (manifest.task) {
      case 'text-generation':
        text = await engine.open({ ...manifest, stopTokenIds: [] }, { runtime })
        return facts(text, manifest.model)
      case 'image-classification':
        pictures = await engine.open(manifest, { runtime })
        return facts(pictures, manifest.model)
      case 'text-classification':
      case 'fill-mask':
      case 'feature-extraction':
      case 'object-detection':
      case 'image-segmentation':
      case 'image-to-image':
      case 'tabular-classification':
      case 'tabular-regression':
      case 'tensors':
        throw new Error(`The bench has no use for ${manifest.task}: “${id}”`)
      default:
        return manifest satisfies never
    }
  },

  async openLarge(manifest: TensorsManifest): Promise<RuntimeReport> {
    ours.close()
    engine = createEngine({ spawn: spawnWorker, pageUrl: siteUrl })
    const { opened } = await engine.open(manifest, { runtime: 'wasm' })
    return opened.runtime
  },

  /** Leaves a prompt in the cache, for every `generate` that has ids behind it. */
  async fill(prompt: string): Promise<void> {
    await run({ prompt, newTokens: 1 })
  },

  /** Greedily; the time is the pipeline's own, from the first logits to the last token. */
  async generate(input: OurText): Promise<Generated & { promptTokens: number }> {
    const { ids, promptTokens, timing } = await run(input)
    return { ids, promptTokens, msPerToken: timing.decodeMs / (ids.length - 1) }
  },

  /** Logits are the only thing that comes out of a prompt's run: the cache stays where it is. */
  async generateCounted(input: OurText): Promise<CountedText> {
    const { ids, timing, traffic } = await run(input)
    const msPerToken = timing.decodeMs / (ids.length - 1)
    return { ids, msPerToken, logitsBytes: traffic.prefill.bytesOut, decode: traffic.decode }
  },

  /** From the picture's file in hand to its three classes in hand, on the page. */
  async classify(picture: string): Promise<Classified & { timing: ImageTiming }> {
    if (pictures === undefined) throw new Error('No classifier is open')
    const image = pictureNamed(picture)
    const startedAt = performance.now()
    const result = await pictures.run({ image, topK: 3 })
    const totalMs = performance.now() - startedAt
    const classes = result.predictions.map((prediction) => prediction.class)
    return { classes, totalMs, timing: result.timing }
  },

  /** From what the video shows to its three classes in hand, on the page. */
  async classifyFrame(): Promise<Classified & { timing: ImageTiming }> {
    if (pictures === undefined) throw new Error('No classifier is open')
    const video = await freshFrame()
    const startedAt = performance.now()
    const image = { kind: 'frame', ...(await capture(video, false)) } as const
    const result = await pictures.run({ image, topK: 3, quick: true })
    const totalMs = performance.now() - startedAt
    const classes = result.predictions.map((prediction) => prediction.class)
    return { classes, totalMs, timing: result.timing }
  },

  close(): void {
    engine?.close()
    engine = undefined
    text = undefined
    pictures = undefined
  },
}

async function run({ prompt, continued = [], newTokens }: OurText): Promise<TextGeneration> {
  if (text === undefined) throw new Error('No language model is open')
  const settings = { temperature: 0, topK: 0, topP: 1, repetitionPenalty: 1, seed: 0 }
  const input = { prompt, continued, settings: { ...settings, maxNewTokens: newTokens } }
  return text.run(input)
}

function facts({ opened }: Pick<Model, 'opened'>, commonFile: string): OpenedOurs {
  return { runtime: opened.runtime, file: opened.model.path, commonFile }
}
