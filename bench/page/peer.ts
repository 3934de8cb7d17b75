/** The peer's side: one worker with Transformers.js and one model in it. */
import type { PeerCall, PeerReply, PeerSetup } from './peer-calls.ts'
import { freshFrame } from './camera.ts'
import { pictureNamed } from './pictures.ts'
import type { Classified, CountedText, Generated } from './results.ts'

export type PeerOpening = Omit<PeerSetup, 'libraryUrl' | 'modelsPath'>

const canvas = document.createElement('canvas')

let worker: Worker | undefined

export const peer = {
  async open(setup: PeerOpening): Promise<void> {
    peer.close()
    worker = new Worker(new URL('./peer-worker.ts', import.meta.url), { type: 'module' })
    const libraryUrl = new URL('transformers/', location.href).href
    // As a path: an address with an origin is taken for a remote one, for which no preprocessing is looked up.
    const modelsPath = new URL('models/', location.href).pathname
    await call({ call: 'open', args: { ...setup, libraryUrl, modelsPath } })
  },

  async generate(promptIds: readonly number[], newTokens: number): Promise<Generated> {
    return (await call({ call: 'generate', args: { promptIds, newTokens } })) as Generated
  },

  async fill(promptIds: readonly number[]): Promise<void> {
    await call({ call: 'fill', args: { promptIds } })
  },

  async generateCounted(promptIds: readonly number[], newTokens: number): Promise<CountedText> {
    const args = { promptIds, newTokens }
    return (await call({ call: 'generateCounted', args })) as CountedText
  },

  async classify(picture: string): Promise<Classified> {
    const image = pictureNamed(picture)
    const startedAt = performance.now()
    const classes = (await call({ call: 'classify', args: { image, topK: 3 } })) as string[]
    return { classes, totalMs: performance.now() - startedAt }
  },

  /** As the library's own examples with a webcam do: the page draws the video and reads its pixels. */
  async classifyFrame(): Promise<Classified> {
    const video = await freshFrame()
    const startedAt = performance.now()
    const { videoWidth: width, videoHeight: height } = video
    canvas.width = width
    canvas.height = height
    const context = canvas.getContext('2d', { willReadFrequently: true })
    if (context === null) throw new Error('No canvas')
    context.drawImage(video, 0, 0, width, height)
    const { data } = context.getImageData(0, 0, width, height)
    const args = { pixels: data, width, height, topK: 3 }
    const classes = (await call({ call: 'classifyPixels', args }, [data.buffer])) as string[]
    return { classes, totalMs: performance.now() - startedAt }
  },

  close(): void {
    worker?.terminate()
    worker = undefined
  },
}

/** One at a time, which is all that a bench needs. */
function call(request: PeerCall, transfer: Transferable[] = []): Promise<unknown> {
  const current = worker
  if (current === undefined) throw new Error('No peer is open')
  return new Promise((resolve, reject) => {
    const settled = new AbortController()
    const { signal } = settled
    current.addEventListener(
      'message',
      ({ data }: MessageEvent<PeerReply>) => {
        settled.abort()
        if (data.status === 'done') resolve(data.result)
        else reject(new Error(`Transformers.js: ${data.message}`))
      },
      { signal },
    )
    current.addEventListener(
      'error',
      ({ message }) => {
        settled.abort()
        reject(new Error(`Transformers.js: ${message}`))
      },
      { signal },
    )
    current.postMessage(request, transfer)
  })
}
