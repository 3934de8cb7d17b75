import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { Advice } from './command.js'
import { exportFolders } from './export-folders.js'

const home = mkdtempSync(join(tmpdir(), 'vitrine-folders-'))
mkdirSync(join(home, 'vision'))
writeFileSync(join(home, 'model.onnx'), '')
afterAll(() => rmSync(home, { recursive: true }))

describe('export folders on the command line', () => {
  it('are relative to where the person stood, and counted once', () => {
    const names = ['vision', './vision/', join(home, 'vision')]
    expect(exportFolders(names, home)).toEqual([join(home, 'vision')])
  })

  it('that do not exist are named with their whole path', () => {
    expect(() => exportFolders(['nothing'], home)).toThrow(Advice)
    expect(() => exportFolders(['nothing'], home)).toThrow(join(home, 'nothing'))
  })

  it('that are files lead to the folder around them', () => {
    expect(() => exportFolders(['model.onnx'], home)).toThrow(/Name the folder/)
  })
})
