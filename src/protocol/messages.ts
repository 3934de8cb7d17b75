/**
 * The words for every error code: what happened, why, what to do. Written once, used by the page, the module and
 * the HTTP side. At most 40 words each; never a path, a stack or a raw value that we did not choose to show.
 */
import type { ErrorCode, ErrorFacts, VitrineError } from './errors.ts'
import type { RuntimeReason } from './runtime.ts'

export interface ErrorWords {
  /** What happened, as one sentence or a heading. */
  readonly title: string
  /** Why, when it is known. */
  readonly reason?: string
  /** What the person can do now. */
  readonly remedy: string
}

const badPicture = 'Invalid image format'
const usePicture = 'Use a JPEG, PNG, WebP, GIF, BMP or AVIF picture.'

const words: Record<ErrorCode, (facts: Facts) => ErrorWords> = {
  aborted: () => ({ title: 'Stopped.', remedy: 'Start again when you like.' }),

  'image-empty': (f) => ({
    title: badPicture,
    reason: `${f.name('This file')} is empty: it has no bytes.`,
    remedy: usePicture,
  }),
  'image-not-a-picture': (f) => ({
    title: badPicture,
    reason: f.has('found')
      ? `${f.name('This file')} is ${f.text('found')}, not a picture.`
      : `${f.name('This file')} does not start like any picture we know.`,
    remedy: usePicture,
  }),
  'image-unsupported': (f) => ({
    title: badPicture,
    reason: `${f.name('This file')} is a picture of a kind that cannot be read here: ${f.text('format')}.`,
    remedy: f.text('remedy', 'Export it as JPEG or PNG and try again.'),
  }),
  'image-corrupt': (f) => ({
    title: badPicture,
    reason: f.has('format')
      ? `${f.name('This file')} looks like a picture (${f.text('format')}), but it is damaged or cut off.`
      : `${f.name('This file')} could not be read to its end.`,
    remedy: 'Save or download the picture again.',
  }),
  'image-too-many-pixels': (f) => ({
    title: badPicture,
    reason: `${f.name('This picture')} has ${f.text('width')} × ${f.text('height')} pixels; the limit is ${f.text('limit')}.`,
    remedy: 'Make it smaller and try again.',
  }),
  'image-file-too-big': (f) => ({
    title: badPicture,
    reason: `${f.name('This file')} has ${f.text('size')}; the limit is ${f.text('limit')}.`,
    remedy: 'Save it smaller and try again.',
  }),

  'prompt-too-long': (f) => ({
    title: 'The prompt is too long.',
    reason: `It has ${f.text('length')} characters; the limit is ${f.text('limit')}.`,
    remedy: 'Shorten it and generate again.',
  }),
  'context-full': (f) => ({
    title: 'The context is full.',
    reason: `The prompt has ${f.text('promptTokens')} tokens; this model reads at most ${f.text('contextLength')}, prompt and continuation together.`,
    remedy: 'Shorten the prompt and generate again.',
  }),
  'setting-out-of-range': (f) => ({
    title: `${f.text('setting', 'A setting')} is out of range.`,
    reason: `It is ${f.text('value')}; it must be ${f.text('range')}.`,
    remedy: 'Change it and try again.',
  }),

  'export-unrecognised': (f) => ({
    title: 'No known export lies here.',
    reason: `${f.name('The folder')} has none of: ${f.text('expected')}.`,
    remedy: 'Point to the folder that your exporter wrote, or add a vitrine.json.',
  }),
  'export-invalid': (f) => ({
    title: `${f.text('file')} is not valid.`,
    reason: `${f.text('key', 'The file')}: ${f.text('problem')}.`,
    remedy: 'Correct the file and load the export again.',
  }),
  'export-incomplete': (f) => ({
    title: 'The export is not complete.',
    reason: `${f.text('path')} is not in the folder.`,
    remedy: 'Export the model again, or put the file there.',
  }),
  'export-unsupported': (f) => ({
    title: 'This export cannot run here.',
    reason: `${f.text('problem')}.`,
    remedy: f.text('remedy', 'Export it in another form; the README lists what runs.'),
  }),
  'file-missing': (f) => ({
    title: 'A file of the model is missing.',
    reason: `The server does not have ${f.text('path')}.`,
    remedy: 'Tell whoever runs this page, or open another demo.',
  }),
  'file-unreachable': (f) => ({
    title: 'The model could not be downloaded.',
    reason: f.has('status')
      ? `The server answered ${f.text('status')} for ${f.text('path')}.`
      : `The connection failed at ${f.text('path')}.`,
    remedy: 'Check the connection and try again.',
  }),
  'file-damaged': (f) => ({
    title: 'The download is damaged.',
    reason: `${f.text('path')} is not what the export says it is: ${f.text('problem')}.`,
    remedy: 'Try again; if it stays so, the page was not published whole.',
  }),
  'file-is-web-page': (f) => ({
    title: 'The server sent a web page instead of the model.',
    reason: `It answered ${f.text('path')} with HTML, as login pages and tunnels do.`,
    remedy: 'Open the address once by itself, pass what it asks, and try again.',
  }),
  'model-rejected': () => ({
    title: 'ONNX Runtime cannot load this model.',
    reason: 'Its format, version or operators are not supported here.',
    remedy: 'Export it again with opset 17 to 21 and the standard operators.',
  }),
  'output-not-finite': () => ({
    title: 'The model answered with numbers that are not finite.',
    reason: 'That happens with overflowing half precision, or with damaged weights.',
    remedy: 'Choose WASM as the runtime, or export the model in 32-bit precision.',
  }),

  'webgpu-unavailable': (f) => ({
    title: 'WebGPU is not available here.',
    reason: f.text('why', 'The browser offers no GPU adapter.'),
    remedy: 'Choose the automatic runtime, or WASM.',
  }),
  'gpu-lost': () => ({
    title: 'The graphics device was lost.',
    reason: 'The driver or the browser reset it.',
    remedy: 'Run it again: it will use WASM now.',
  }),
  'out-of-memory': () => ({
    title: 'The device ran out of memory.',
    remedy: 'Close other tabs, or choose a smaller input.',
  }),
  'runtime-unavailable': () => ({
    title: 'The runtime could not be started.',
    reason: 'ONNX Runtime Web did not load in this browser.',
    remedy: 'Reload the page; if it stays so, update the browser.',
  }),
  'run-failed': () => ({
    title: 'The model failed while it ran.',
    remedy: 'Try another input, or the other runtime.',
  }),
  'worker-died': () => ({
    title: 'The model stopped unexpectedly.',
    reason: 'Its background worker ended before it answered.',
    remedy: 'Run it again: it restarts by itself.',
  }),

  'unknown-demo': (f) => ({
    title: `There is no demo named “${f.text('id')}” here.`,
    remedy: 'Choose one from the list.',
  }),
  'unknown-runtime': (f) => ({
    title: `“${f.text('value')}” is not a runtime.`,
    reason: 'The address may say auto, webgpu or wasm.',
    remedy: 'The automatic choice is used instead.',
  }),
  'index-unreachable': () => ({
    title: 'The list of demos could not be loaded.',
    remedy: 'Check the connection and reload the page.',
  }),
  unexpected: () => ({
    title: 'Something went wrong that should not.',
    remedy: 'Reload the page; if it happens again, report it with the details below.',
  }),
}

/** Why the runtime badge does not say something faster; lower case, to stand behind the provider's name. */
export const runtimeReasons: Record<RuntimeReason, string> = {
  'wasm-requested': 'as the address asks',
  'no-webgpu-api': 'this browser has no WebGPU',
  'no-gpu-adapter': 'no usable GPU here',
  'gpu-device-refused': 'the GPU refused a device',
  'gpu-runtime-failed': 'the GPU runtime did not load',
  'gpu-session-failed': 'the GPU could not load this model',
  'gpu-lost': 'the GPU was lost',
  'not-isolated': 'no threads: the page is not cross-origin isolated',
  'one-core': 'this device has one core',
  'software-adapter': 'emulated in software',
  'mixed-placement': 'some operators on the CPU',
}

export function describeError(error: VitrineError): ErrorWords {
  return words[error.code](new Facts(error.facts))
}

/** The same on one line, for logs, JSON and live regions. */
export function sentenceOf(error: VitrineError): string {
  const { title, reason, remedy } = describeError(error)
  const ended = /[.!?”]$/.test(title) ? title : `${title}.`
  return [ended, reason, remedy].filter((part) => part !== undefined).join(' ')
}

class Facts {
  readonly #facts: ErrorFacts
  constructor(facts: ErrorFacts) {
    this.#facts = facts
  }
  has(key: string): boolean {
    return this.#facts[key] !== undefined
  }
  text(key: string, otherwise = 'unknown'): string {
    const value = this.#facts[key]
    if (value === undefined) return otherwise
    return typeof value === 'number' ? value.toLocaleString('en-US') : shorten(value, 120)
  }
  /** The file's own name in quotes, when there is one. */
  name(otherwise: string): string {
    const value = this.#facts['name']
    return typeof value === 'string' && value !== '' ? `“${shorten(value, 40)}”` : otherwise
  }
}

function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`
}
