import { decodeBase64 } from '../core/formats/base64.ts'
import type { PlainTensor } from '../protocol/tasks.ts'
import { checkBody, invalid } from './check-body.ts'
import { ApiError } from './errors.ts'
import type { ApiRequest } from './http.ts'
import { isObject } from './json-objects.ts'
import type { Limits } from './limits.ts'
import { mediaTypeOf, readJson } from './read-json.ts'
import {
  featuresBody,
  imageBody,
  rowsBody,
  tensorBody,
  tensorsBody,
  textBody,
  textsBody,
} from './schemas.ts'

/** What a call of predict asks for. `model` is an id, where one is named. */
export type Asked = { readonly model: string | undefined } & (
  | {
      readonly kind: 'picture'
      readonly image: Blob
      readonly topK: number
      readonly mask: boolean
    }
  | { readonly kind: 'rows'; readonly rows: readonly Row[]; readonly isOne: boolean }
  /** The one tensor that goes into the one input of a graph is under the empty name. */
  | { readonly kind: 'tensors'; readonly tensors: Readonly<Record<string, PlainTensor>> }
  | { readonly kind: 'text'; readonly text: string; readonly topK: number }
  | { readonly kind: 'texts'; readonly texts: readonly string[] }
)

export type Row = Readonly<Record<string, string | number | boolean | null>>

const usualTopK = 3

/**
 * Reads a request of predict: JSON, or the bytes of a picture.
 * @throws ApiError
 */
export function readAsked(request: ApiRequest, limits: Limits): Asked {
  const type = mediaTypeOf(request)
  if (type.startsWith('image/') || type === 'application/octet-stream') {
    return pictureAsked(request.body, limits)
  }
  return askedOf(readJson(request), limits)
}

/** The bytes themselves, as `curl --data-binary` sends them. */
function pictureAsked(bytes: Uint8Array<ArrayBuffer>, limits: Limits): Asked {
  checkSize(bytes.length, limits)
  const image = new Blob([bytes])
  return { kind: 'picture', image, topK: usualTopK, mask: false, model: undefined }
}

/**
 * @param body of a call, or an item of a batch
 * @throws ApiError
 */
export function askedOf(body: unknown, limits: Limits): Asked {
  // The serving examples take a bare string too.
  if (typeof body === 'string') return askedOf({ image: body }, limits)
  if (!isObject(body)) {
    const msg = 'Input should be a valid dictionary, or the base64 of a picture'
    throw invalid([{ type: 'dict_type', loc: ['body'], msg }])
  }
  const key = keys.find((one) => Object.hasOwn(body, one))
  if (key === undefined) throw nothingAsked()
  return readers[key](body, limits)
}

const keys = ['image', 'features', 'rows', 'tensor', 'tensors', 'text', 'texts'] as const
type Key = (typeof keys)[number]

function nothingAsked(): ApiError {
  const said = 'Field required: one of image, features, rows, text, texts, tensor, tensors'
  return new ApiError('request-invalid', {
    message: `The body has nothing to predict from. ${said}.`,
    field: 'image',
    detail: [{ type: 'missing', loc: ['body', 'image'], msg: said }],
  })
}

const readers: Record<Key, (body: unknown, limits: Limits) => Asked> = {
  image(body, limits) {
    const { image, top_k: topK = usualTopK, mask = false, model } = checkBody(imageBody, body)
    return { kind: 'picture', image: pictureOf(image, limits), topK, mask, model }
  },
  features(body) {
    const { features, model } = checkBody(featuresBody, body)
    return { kind: 'rows', rows: [rowOf(features, ['features'])], isOne: true, model }
  },
  rows(body) {
    const { rows, model } = checkBody(rowsBody, body)
    const read = rows.map((row, index) => rowOf(row, ['rows', index]))
    return { kind: 'rows', rows: read, isOne: false, model }
  },
  tensor(body) {
    const { tensor, model } = checkBody(tensorBody, body)
    return { kind: 'tensors', tensors: { '': tensor }, model }
  },
  tensors(body) {
    const { tensors, model } = checkBody(tensorsBody, body)
    return { kind: 'tensors', tensors, model }
  },
  text(body) {
    const { text, top_k: topK = usualTopK, model } = checkBody(textBody, body)
    return { kind: 'text', text, topK, model }
  },
  texts(body) {
    const { texts, model } = checkBody(textsBody, body)
    return { kind: 'texts', texts, model }
  },
}

/** A data URL's head is short; what comes without one is base64 from the first character on. */
const dataUrlHead = /^data:[^,]{0,200},/i

function pictureOf(text: string, limits: Limits): Blob {
  const head = dataUrlHead.exec(text.slice(0, 210))?.[0] ?? ''
  if (head !== '' && !/;base64,$/i.test(head)) throw new ApiError('base64-invalid', atImage)
  checkSize(((text.length - head.length) * 3) / 4, limits)
  const bytes = decodeBase64(head === '' ? text : text.slice(head.length))
  if (bytes === undefined) throw new ApiError('base64-invalid', atImage)
  return new Blob([bytes])
}

const atImage = { field: 'image' }

function checkSize(sizeBytes: number, { pictureBytes }: Limits): void {
  if (sizeBytes <= pictureBytes) return
  const message = `The picture is too large: the limit is ${Math.floor(pictureBytes / 1e6)} MB. Save it smaller and try again.`
  throw new ApiError('request-too-large', { ...atImage, message })
}

/** What a cell can be; whether it fits its feature is the model's to say. */
function rowOf(row: Readonly<Record<string, unknown>>, place: readonly (string | number)[]): Row {
  const problems = Object.entries(row)
    .filter(([, value]) => typeof value === 'object' && value !== null)
    .map(([name]) => ({
      type: 'value_error',
      loc: ['body', ...place, name.slice(0, 60)],
      msg: 'Input should be a number, a text, true, false or null',
    }))
  if (problems.length > 0) throw invalid(problems)
  return row as Row
}
