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
  'camera-unavailable': (f) => ({
    title: 'The camera cannot be used.',
    reason: `${f.text('problem')}.`,
    remedy: f.text('remedy', 'Take a picture and drop it here.'),
  }),
  'picture-link-refused': (f) => ({
    title: 'This picture is not fetched.',
    reason: `${f.text('problem')}.`,
    remedy: 'Save the picture, then drop the file here.',
  }),

  'prompt-too-long': (f) => ({
    title: `The ${f.text('what', 'prompt')} is too long.`,
    reason: `It has ${f.text('length')} characters; the limit is ${f.text('limit')}.`,
    remedy: `Shorten it and ${f.has('what') ? 'try' : 'generate'} again.`,
  }),
  'context-full': (f) => ({
    title: 'The context is full.',
    reason: `The prompt has ${f.text('promptTokens')} tokens; this model reads at most ${f.text('contextLength')}, prompt and continuation together.`,
    remedy: 'Shorten the prompt and generate again.',
  }),
  'mask-missing': (f) => ({
    title: 'There is no gap to fill.',
    reason: f.has('limit')
      ? `${f.text('mask')} stands behind the ${f.text('limit')} tokens that this model reads.`
      : `The text has no ${f.text('mask', 'mask')} in it.`,
    remedy: f.has('limit')
      ? 'Shorten what stands before it.'
      : `Put ${f.text('mask', 'it')} where a word is missing.`,
  }),
  'setting-out-of-range': (f) => ({
    title: `${f.text('setting', 'A setting')} is out of range.`,
    reason: `It is ${f.text('value')}; it must be ${f.text('range')}.`,
    remedy: 'Change it and try again.',
  }),

  'feature-mismatch': (f) => ({
    title: `Feature mismatch. Missing: [${f.text('missing')}]. Extra: [${f.text('extra')}].`,
    remedy: 'Give exactly the features that the model knows.',
  }),
  'feature-invalid': (f) => ({
    title: `“${f.text('name')}” cannot be used.`,
    reason: `${f.text('problem')}.`,
    remedy: 'Correct it and try again.',
  }),
  'table-unreadable': (f) => ({
    title: 'This file is no table that can be read.',
    reason: `${f.text('problem')}.`,
    remedy: f.text('remedy', 'Save it as CSV in UTF-8 and try again.'),
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
  'export-stuck': (f) => stuckIn[f.text('work')]?.(f) ?? stuck(f, 'The tokenizer', 'this text'),
  'nothing-to-open': (f) => ({
    title: 'There is no model in this.',
    reason: `${f.name('What was given')} holds no .onnx file.`,
    remedy: 'Give the folder that your exporter wrote, a zip of it, or the .onnx file itself.',
  }),
  'picture-without-model': (f) => ({
    title: 'A picture needs a model first.',
    reason: `${f.name('It')} is a picture, and nothing on this page looks at pictures.`,
    remedy: 'Open a demo that does, or a model of your own, and give it the picture there.',
  }),
  'too-many-files': (f) => ({
    title: 'These are too many files.',
    reason: `${f.name('The folder')} has more than ${f.text('limit')} files.`,
    remedy: 'Give the folder of one export only.',
  }),
  'archive-unreadable': (f) => ({
    title: 'The zip file cannot be read.',
    reason: `${f.name('The archive')}: ${f.text('problem', 'it is damaged or encrypted')}.`,
    remedy: 'Zip the export again without a password, or give the folder itself.',
  }),
  'path-refused': (f) => ({
    title: 'The model asks for a file outside its folder.',
    reason: `It names “${f.text('path')}”, which is not a plain path inside the export.`,
    remedy: 'Do not trust this file; ask its author for a proper export.',
  }),

  'link-refused': (f) => ({
    title: 'This link is not opened.',
    reason: `${f.text('problem', 'It is not the address of a model')}.`,
    remedy:
      'Use a public https address of an export folder or an .onnx file, or a Hugging Face id.',
  }),
  'link-insecure': () => ({
    title: 'This link is not opened.',
    reason: 'This page came over https and the link says http, which browsers do not mix.',
    remedy: 'Use an https address of the model.',
  }),
  offline: (f) => ({
    title: 'This device is offline.',
    reason: `${f.text('path', 'The model')} is not stored here yet.`,
    remedy: 'Connect and try again; a model that was opened once works without a network.',
  }),
  'file-missing': (f) => ({
    title: 'A file of the model is missing.',
    reason: `The server does not have ${f.text('path')}.`,
    remedy: 'Tell whoever runs this page, or open another demo.',
  }),
  'file-forbidden': (f) => ({
    title: 'The server does not give this file out.',
    reason: `It answered ${f.text('status')} for ${f.text('path')}: the file is private, or needs a login.`,
    remedy: 'Make the model public, or download it and open the folder here.',
  }),
  'file-busy': (f) => ({
    title: 'The server is too busy.',
    reason: `It answered ${f.text('status')} for ${f.text('path')}, also after several tries.`,
    remedy: 'Wait a minute and try again; what has come so far is kept.',
  }),
  'file-blocked': (f) => ({
    title: 'The other site does not allow this.',
    reason: `Either ${f.text('host')} cannot be reached, or it does not let other pages read ${f.text('path')} (CORS).`,
    remedy: 'Download the model and open the folder here.',
  }),
  'file-stalled': (f) => ({
    title: 'The download does not go on.',
    reason: `Nothing more came of ${f.text('path')} for ${f.text('seconds', '15')} seconds.`,
    remedy: 'Check the connection and try again; what has come so far is kept.',
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
  'file-changed': () => ({
    title: 'A file has changed since it was opened.',
    reason: 'It was edited, moved or removed, so it cannot be read any more.',
    remedy: 'Open it again.',
  }),
  'file-empty': (f) => ({
    title: 'A file of the model is empty.',
    reason: `${f.text('path')} has no bytes.`,
    remedy: 'Export the model again, or publish the file again.',
  }),
  'file-too-big': (f) => ({
    title: 'A file is too big.',
    reason: `${f.text('path')} has ${f.text('size')}; the limit is ${f.text('limit')}.`,
    remedy: 'Give the export alone, without other files.',
  }),
  'file-is-web-page': (f) =>
    f.text('from', 'server') === 'device'
      ? {
          title: 'This is a web page, not the model.',
          reason: `${f.text('path')} is HTML, as it is saved in place of a file behind a login.`,
          remedy: 'Download the model again from where it comes, and open that file.',
        }
      : {
          title: 'The server sent a web page instead of the model.',
          reason: `It answered ${f.text('path')} with HTML, as login pages and tunnels do.`,
          remedy: 'Open the address once by itself, pass what it asks, and try again.',
        },
  'file-is-lfs-pointer': (f) => ({
    title: 'This is a Git LFS pointer, not the model.',
    reason: `${f.text('path')} only says where Git keeps the real file.`,
    remedy: 'Run “git lfs pull” and use the file that it fetches.',
  }),
  'file-is-json': (f) => ({
    title: 'This is JSON, not a model.',
    reason: f.has('says')
      ? `${f.text('path')} says: ${f.text('says')}.`
      : `${f.text('path')} holds text in place of weights.`,
    remedy: 'Check the address, or export the model again.',
  }),
  'file-is-other-format': (f) => ({
    title: 'This is not an ONNX model.',
    reason: `${f.text('path')} is ${f.text('found', 'a file of another kind')}.`,
    remedy: f.text('remedy', 'Export the model as ONNX and open that file.'),
  }),

  'model-damaged': (f) => ({
    title: 'The model file is damaged.',
    reason: `${f.text('path', 'The file')}: ${f.text('problem', 'it is not a whole ONNX model')}.`,
    remedy: 'Copy or download it again, or export the model again.',
  }),
  'model-too-new': (f) => ({
    title: 'The model is too new for this runtime.',
    reason: `It is made for ${f.text('found')}; this runtime reads up to ${f.text('limit')}.`,
    remedy: 'Export it again with opset 17 to 21 (and save it with IR version 10).',
  }),
  'model-too-big': (f) => ({
    title: 'The model is too big for this device.',
    reason: `It needs about ${f.text('needed')}; ${f.text('available')}.`,
    remedy: 'Use a quantised export (int8 or int4), or a device with more memory.',
  }),
  'operator-unavailable': (f) => ({
    title: 'The model uses an operator that is not available here.',
    reason: `It needs ${f.text('operator')} of ${f.text('domain', 'the standard domain')}.`,
    remedy: 'Export it with standard ONNX operators only.',
  }),
  'type-unavailable': (f) => ({
    title: 'The model uses a number type that is not available here.',
    reason: `${f.text('value', 'One of its values')} is ${f.text('type')}.`,
    remedy: 'Export it in float32, or with inputs and outputs in float32.',
  }),
  'model-rejected': (f) => ({
    title: 'ONNX Runtime cannot load this model.',
    reason: `${f.text('problem', 'Its format, version or operators are not supported here')}.`,
    remedy: 'Export it again with opset 17 to 21 and the standard operators.',
  }),
  'tensor-invalid': (f) => ({
    title: `The input “${f.text('tensor', 'tensor')}” does not fit.`,
    reason: `${f.text('problem')}.`,
    remedy: 'Correct it and run again.',
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
  'shared-link-damaged': (f) => ({
    title: 'A part of this link cannot be read.',
    reason: `${f.text('problem')}.`,
    remedy: 'The demo works without it; ask for the link again.',
  }),
  'export-gone': (f) => ({
    title: 'This export is not open any more.',
    reason: `${f.name('It')} was opened from your device, and the page has been loaded again since.`,
    remedy: 'Open the folder again; nothing of it was kept.',
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

function stuck(f: Facts, what: string, when: string): ErrorWords {
  return {
    title: `${what} did not finish with ${when}.`,
    reason: `It was stopped after ${f.text('seconds', 'several')} seconds: it may never come to an end.`,
    remedy: 'Try a shorter text or another one, or another export of the model.',
  }
}

const stuckIn: Record<string, (facts: Facts) => ErrorWords> = {
  'chat-template': (f) => stuck(f, 'The chat template', 'this conversation'),
  decode: (f) => stuck(f, 'The tokenizer', 'what the model wrote'),
  'make-tokenizer': (f) => ({
    ...stuck(f, 'The tokenizer', 'its own file'),
    remedy: 'Export the model again, or open another one.',
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
  'cpu-model': 'a model of this kind runs on the CPU',
  'wasm-quicker': 'quicker here than WebGPU',
  'not-isolated': 'no threads: the page is not cross-origin isolated',
  'one-core': 'this device has one core',
  'blobs-refused': 'no threads: the page lets no blob be a script',
  'software-adapter': 'emulated in software',
  'mixed-placement': 'some operators on the CPU',
}

export function describeError(error: VitrineError): ErrorWords {
  const said = (mostWords: number) => words[error.code](new Facts(error.facts, mostWords))
  // What files and graphs are called may be a novel; our own sentences are short.
  const lengths = [Number.POSITIVE_INFINITY, 12, 6]
  return lengths.map(said).find((one) => wordCount(one) <= mostWordsSaid) ?? said(3)
}

const mostWordsSaid = 40

function wordCount({ title, reason = '', remedy }: ErrorWords): number {
  return `${title} ${reason} ${remedy}`.split(/\s+/).filter((word) => word !== '').length
}

/** The same on one line, for logs, JSON and live regions. */
export function sentenceOf(error: VitrineError): string {
  const { title, reason, remedy } = describeError(error)
  const ended = /[.!?”]$/.test(title) ? title : `${title}.`
  return [ended, reason, remedy].filter((part) => part !== undefined).join(' ')
}

class Facts {
  readonly #facts: ErrorFacts
  readonly #mostWords: number
  constructor(facts: ErrorFacts, mostWords: number) {
    this.#facts = facts
    this.#mostWords = mostWords
  }
  has(key: string): boolean {
    return this.#facts[key] !== undefined
  }
  text(key: string, otherwise = 'unknown'): string {
    const value = this.#facts[key]
    if (value === undefined) return otherwise
    return typeof value === 'number' ? value.toLocaleString('en-US') : this.#shown(value, 120)
  }
  /** The file's own name in quotes, when there is one. */
  name(otherwise: string): string {
    const value = this.#facts['name']
    return typeof value === 'string' && value !== '' ? `“${this.#shown(value, 40)}”` : otherwise
  }
  #shown(text: string, limit: number): string {
    const parts = text.slice(0, limit + 1).split(/\s+/)
    const isLong = parts.length > this.#mostWords
    const said = isLong ? `${parts.slice(0, this.#mostWords).join(' ')}…` : text
    return shorten(said, limit).replace(misleading, ' ')
  }
}

/**
 * Control characters, and those that turn the direction of a line or take no room in it: a name that has them would
 * not be what it looks like. The joiners of Persian, Indic scripts and emoji stay.
 */
const misleading =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu

function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`
}
