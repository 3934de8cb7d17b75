import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sharedPath } from './shared.ts'

const folder = fileURLToPath(new URL('../../.vitrine/generated-pictures/', import.meta.url))

/**
 * The pictures of `../shared/tools/gen_img.py`: cut off, with flipped bits, under wrong names, with enormous sides and
 * so on. Undefined without that generator, or without a Python that has Pillow and NumPy.
 */
export async function generatedPictures(): Promise<string[] | undefined> {
  const generator = sharedPath('tools/gen_img.py')
  if (!existsSync(generator)) return undefined
  const python = ['python3', '/usr/bin/python3'].find(
    (command) => spawnSync(command, ['-c', 'import PIL, numpy']).status === 0,
  )
  if (python === undefined) return undefined
  const { status, stderr } = spawnSync(python, [generator, folder], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`The generator failed: ${stderr.slice(-400)}`)
  return readdirSync(folder)
    .filter((name) => /\.\w+$/.test(name) && !name.endsWith('.json'))
    .map((name) => join(folder, name))
    .sort()
}
