import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeError } from '../../protocol/messages.ts'
import { fileError } from '../../protocol/file-error.ts'
import { expectedFormat, sniffFile, type ExpectedFormat } from './model-format.ts'

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
const utf8 = (text: string) => new TextEncoder().encode(text)
const zipOf = (name: string) =>
  bytes(`PK\x03\x04${'\0'.repeat(22)}${String.fromCharCode(name.length)}\0\0\0${name}xx`)

const lfs = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n'
const page = '<!DOCTYPE html><html><head><title>Log in</title>'

function named(head: Uint8Array, expected: ExpectedFormat = 'model'): string {
  const format = sniffFile(head, expected)
  if (format.kind === 'other') return format.found
  return format.kind === 'json' && format.says !== undefined ? `json: ${format.says}` : format.kind
}

describe('what came in place of a model', () => {
  it.each([
    ['empty', ''],
    ['web-page', page],
    ['web-page', `\n\n  <html lang="en">`],
    ['web-page', `\xef\xbb\xbf${page}`],
    ['web-page', `\xff\xfe${Array.from(page, (c) => `${c}\0`).join('')}`],
    ['web-page', '<div>something</div>'],
    ['web-page', '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN">'],
    ['an XML file', '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'],
    ['an OpenVINO model', '<?xml version="1.0"?>\n<net name="model" version="11">'],
    ['lfs-pointer', lfs],
    ['json', '{"a": 1}'],
    ['json', `{"error": "${'x'.repeat(5000)}`],
    ['json', '[1, 2'],
    ['a PyTorch file', zipOf('archive/data.pkl')],
    ['a zip archive', zipOf('model.onnx')],
    ['a Keras file or a zip archive', zipOf('metadata.json')],
    ['a picture (PNG)', '\x89PNG\r\n\x1a\n'],
    ['a picture (JPEG)', '\xff\xd8\xff\xe0'],
    ['a GGUF model (llama.cpp)', 'GGUF\x03\0\0\0'],
    ['a safetensors file', '\x40\x01\0\0\0\0\0\0{"__metadata__"'],
    ['a TensorFlow Lite model', '\x1c\0\0\0TFL3'],
    ['an HDF5 file (Keras)', '\x89HDF\r\n\x1a\n'],
    ['in ONNX Runtime’s own .ort format, which is not run here', '\x28\0\0\0ORTM\0\0'],
    ['a Python pickle (PyTorch)', '\x80\x02\x8a\x0al\xfc\x9c'],
    ['a gzip archive', '\x1f\x8b\x08\0'],
    ['a PDF document', '%PDF-1.7\n'],
    ['a text file', 'Not found\n'],
    ['possible', '\x08\x08\x12\x07pytorch\x1a\x052.4.0'],
    ['possible', '\x3a\x80\x08\x0a\x10'],
  ])('%s is named', (name, head) => {
    expect(named(typeof head === 'string' ? bytes(head) : head)).toBe(name)
  })

  it.each([
    ['{"error": "Repository not found."}', 'Repository not found'],
    ['{"error": {"code": 403, "message": "Access denied"}}', 'Access denied'],
    ['{"errors": [{"message": "rate\\nlimited"}]}', 'rate limited'],
    ['{"detail": "introuvable : modèle"}', 'introuvable : modèle'],
  ])('JSON such as %s is quoted', (json, says) => {
    expect(named(utf8(json))).toBe(`json: ${says}`)
  })
})

describe('what came in place of a file beside the model', () => {
  it.each([
    ['json', '{"model_type": "llama"}', 'possible'],
    ['json', '{"error": "is a key like any other"}', 'possible'],
    ['json', page, 'web-page'],
    ['json', '<b>no</b>', 'web-page'],
    ['json', lfs, 'lfs-pointer'],
    ['json', '', 'empty'],
    ['text', '<unk>\n<s>\n</s>', 'possible'],
    ['text', page, 'web-page'],
    ['text', '', 'possible'],
    ['data', 'PK\x03\x04 by chance, as weights may be', 'possible'],
    ['data', '{<\0\x01', 'possible'],
    ['data', '<\x12\x80\0', 'possible'],
    ['data', page, 'web-page'],
    ['data', lfs, 'lfs-pointer'],
    ['data', '{"error": "Invalid token"}', 'json: Invalid token'],
    ['data', '', 'empty'],
  ] as const)('expected as %s, %j is %s', (expected, head, name) => {
    expect(named(bytes(head), expected)).toBe(name)
  })

  it.each([
    ['onnx/model.onnx', 'model'],
    ['MODEL.ONNX', 'model'],
    ['model.ort', 'model'],
    ['model.onnx_data', 'data'],
    ['model.onnx.data', 'data'],
    ['weights.bin', 'data'],
    ['tokenizer.json', 'json'],
    ['labels.txt', 'text'],
  ])('%s should be: %s', (path, expected) => {
    expect(expectedFormat(path)).toBe(expected)
  })
})

describe('the sniffer', () => {
  it('takes any bytes without failing, and what it says can be shown', () => {
    const anyHead = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.string({ maxLength: 200 }).map(utf8),
      fc.json().map(utf8),
    )
    const expected = fc.constantFrom<ExpectedFormat>('model', 'json', 'text', 'data')
    const property = fc.property(anyHead, expected, (head, as) => {
      const error = fileError(sniffFile(head, as), 'model.onnx')
      if (error === undefined) return
      const words = Object.values(describeError(error)).join(' ')
      expect(words).not.toMatch(/undefined|\[object|\p{Cc}/u)
    })
    fc.assert(property, { numRuns: 10_000, seed: 3 })
  })

  it('has at most 40 words for each, with what to do', () => {
    for (const head of [bytes('\x28\0\0\0ORTM'), zipOf('a/data.pkl'), bytes('GGUF'), bytes(lfs)]) {
      const error = fileError(sniffFile(head, 'model'), 'onnx/model.onnx')
      const words = Object.values(describeError(error!)).join(' ')
      expect(words.split(/\s+/).length).toBeLessThanOrEqual(40)
      expect(words).toContain('onnx/model.onnx')
    }
  })
})
