import { expect, it } from 'vitest'
import { labelsOfFile } from './labels-of-file.ts'

it.each([
  ['cat\ndog\r\nbird\n', ['cat', 'dog', 'bird']],
  ['["cat", "dog"]', ['cat', 'dog']],
  ['{"0": "cat", "1": "dog"}', ['cat', 'dog']],
  ['{"id2label": {"1": "dog", "0": "cat"}}', ['cat', 'dog']],
  ['', undefined],
  ['[1, 2]', undefined],
  ['[]', undefined],
  ['{"1": "dog"}', undefined],
  ['{"0": "cat"', undefined],
  ['null', ['null']],
  ['\x08\x00onnx', undefined],
])('%j gives the labels %j', (text, labels) => {
  expect(labelsOfFile(text)).toEqual(labels)
})
