import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { Advice } from './command.js'
import { exportFolders, exportInputs } from './export-folders.js'

const home = mkdtempSync(join(tmpdir(), 'vitrine-folders-'))
mkdirSync(join(home, 'vision'))
mkdirSync(join(home, 'described'))
for (const name of [
  'model.onnx',
  'model.onnx_data',
  'model.pt',
  'export.zip',
  'described/net.onnx',
  'described/vitrine.json',
])
  writeFileSync(join(home, name), '')
afterAll(() => rmSync(home, { recursive: true }))

describe('exports on the command line', () => {
  it('are relative to where the person stood, and counted once', () => {
    const names = ['vision', './vision/', join(home, 'vision')]
    expect(exportFolders(names, home)).toEqual([join(home, 'vision')])
  })

  it('that do not exist are named with their whole path', () => {
    expect(() => exportFolders(['nothing'], home)).toThrow(Advice)
    expect(() => exportFolders(['nothing'], home)).toThrow(join(home, 'nothing'))
  })

  it('may be bare .onnx files', () => {
    expect(exportFolders(['model.onnx'], home)).toEqual([join(home, 'model.onnx')])
  })

  it('in a folder of several are named one by one, for only one of them would be shown', () => {
    const folder = join(home, 'several')
    for (const name of ['one', 'two']) {
      mkdirSync(join(folder, name), { recursive: true })
      writeFileSync(join(folder, name, 'config.json'), '{}')
    }
    expect(() => exportFolders(['several'], home)).toThrow(
      /holds 2 exports.*\nseveral.one\nseveral.two/,
    )
    writeFileSync(join(folder, 'vitrine.json'), '{}')
    expect(exportFolders(['several'], home)).toEqual([folder])
  })

  it.each([
    ['model.pt', /Name the folder that holds the export, or the \.onnx file itself/],
    ['export.zip', /Unpack it/],
  ])('%s is refused with what to do', (name, advice) => {
    expect(() => exportFolders([name], home)).toThrow(advice)
  })
})

describe('what an export is read from', () => {
  it('is the folder', () => {
    expect(exportInputs(join(home, 'vision'))).toEqual([join(home, 'vision')])
  })

  it('is for a bare file what lies beside it, so that new weights or labels are noticed', () => {
    const inputs = exportInputs(join(home, 'model.onnx'))
    expect(inputs).toContain(join(home, 'model.onnx_data'))
    expect(inputs).not.toContain(join(home, 'vision'))
  })

  it('is the folder around a bare file that a vitrine.json describes', () => {
    expect(exportInputs(join(home, 'described/net.onnx'))).toEqual([join(home, 'described')])
  })
})
