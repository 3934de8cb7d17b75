import { describe, expect, it } from 'vitest'
import { routeOf } from './route-intake.ts'

const named = (...names: string[]) => ({
  files: names.map((name) => new File([], name)),
  entries: [],
})
const folder = { isDirectory: true, isFile: false, name: 'vision' } as FileSystemEntry

describe('what is dropped', () => {
  it.each([
    'model.onnx',
    'MODEL.ONNX',
    'export.zip',
    'model.ort',
    'metadata.json',
    'model.onnx_data',
    'model.onnx_data_12',
    'model.onnx.data',
    'model.safetensors',
  ])('%s is for opening', (name) => {
    expect(routeOf(named(name))).toEqual({ to: 'export' })
  })

  it.each(['cat.jpg', 'onnx.png', 'model.onnx.png', 'notes', 'json'])(
    '%s is for whoever takes files',
    (name) => {
      expect(routeOf(named(name, 'other.jpg'))).toMatchObject({ to: 'taker', file: { name } })
    },
  )

  it('is for opening when one of many files is', () => {
    expect(routeOf(named('cat.jpg', 'model.onnx', 'labels.txt'))).toEqual({ to: 'export' })
  })

  it('is for opening when it is a folder, which comes as a file, too', () => {
    expect(routeOf({ ...named('vision'), entries: [folder] })).toEqual({ to: 'export' })
  })
})
