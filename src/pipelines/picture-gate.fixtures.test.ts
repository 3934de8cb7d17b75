/** The gate over real files of every corner of every format; the decoder's part needs a browser. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { VitrineError } from '../protocol/errors.ts'
import { admitPicture } from './picture-gate.ts'

const root = fileURLToPath(new URL('../../../shared/fixtures/images/', import.meta.url))
const absent = !existsSync(root)
if (absent) console.warn(`SKIPPED: the gate over real pictures, since ${root} is absent`)

const formats: Record<string, string> = {
  '.avif': 'AVIF',
  '.bmp': 'BMP',
  '.gif': 'GIF',
  '.ico': 'ICO',
  '.jpeg': 'JPEG',
  '.jpg': 'JPEG',
  '.png': 'PNG',
  '.webp': 'WebP',
}

/** Whose names lie. */
const disguised: Record<string, string> = { 'photos/pineapple.jpg': 'PNG' }

/** As Pillow and libavif read them. */
const sizes: Record<string, readonly [width: number, height: number, animated: boolean]> = {
  'exif/Landscape_6.jpg': [1200, 1800, false],
  'photos/australia.jpg': [1300, 876, false],
  'photos/mnist_digit_3.jpg': [28, 28, false],
  'valid/libjpeg-turbo/testimgint.jpg': [227, 149, false],
  'valid/libavif/colors-animated-8bpc.avif': [150, 150, true],
  'valid/libavif/draw_points_idat_metasize0.avif': [33, 11, false],
  'valid/libavif/sofa_grid1x5_420.avif': [1024, 770, false],
  'valid/pngsuite/cdhn2c08.png': [32, 8, false],
  'valid/pngsuite/s39n3p04.png': [39, 39, false],
  'valid/sharp/animated-loop-3.gif': [370, 285, true],
  'valid/sharp/animated-loop-3.webp': [370, 285, true],
}

async function admit(path: string): Promise<string> {
  try {
    const { format, header } = await admitPicture(new Blob([readFileSync(join(root, path))]))
    return `${format} ${header.width} × ${header.height}`
  } catch (error) {
    if (error instanceof VitrineError) return error.code
    throw error
  }
}

function filesIn(folder: string): string[] {
  const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
  return files
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name).slice(root.length))
}

describe.skipIf(absent)('the gate over real pictures', () => {
  it('admits every valid picture as what it is', async () => {
    const pictures = ['valid', 'photos', 'exif']
      .flatMap(filesIn)
      // PngSuite's names say what they test; those with an x are the damaged ones.
      .filter((path) => extname(path) in formats && !/pngsuite\/x/.test(path))
    expect(pictures.length).toBeGreaterThan(400)
    for (const path of pictures) {
      const format = disguised[path] ?? formats[extname(path)]
      expect(`${path}: ${await admit(path)}`).toMatch(`${path}: ${format} `)
    }
  })

  it.each(Object.entries(sizes))(
    'reads the size of %s',
    async (path, [width, height, animated]) => {
      const { header } = await admitPicture(new Blob([readFileSync(join(root, path))]))
      expect(header).toMatchObject({ width, height, animated })
    },
  )

  it('has a named answer for every hostile file', async () => {
    const files = filesIn('hostile')
    expect(files.length).toBeGreaterThan(200)
    for (const path of files) expect(await admit(path)).toMatch(/^image-|^[A-Z]\w+ \d+ × \d+$/)
  })

  it('never lets a pixel flood through', async () => {
    for (const path of filesIn('hostile')) {
      const [, width = 0, height = 0] = (await admit(path)).match(/(\d+) × (\d+)/) ?? []
      expect(Number(width) * Number(height)).toBeLessThanOrEqual(40e6)
    }
  })
})
