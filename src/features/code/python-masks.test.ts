import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { python, runPython } from '../../testing/python-program.ts'
import {
  agreementWith,
  buildRealSegmenter,
  goldenCases,
  realSegmenters,
  type RealSegmenter,
} from '../../testing/segmentation-golden.ts'
import { pythonSnippet } from './snippets/python/python.ts'

const fixtures = fileURLToPath(new URL('../../../../shared/fixtures/', import.meta.url))
const canRun = existsSync(fixtures) && python !== undefined
if (!canRun)
  console.warn('SKIPPED: Python for masks, for want of ../shared or of python3 with Pillow')

const read = `
import base64
print("mask " + base64.b64encode(np.asarray(Image.open("mask.png")).tobytes()).decode())
`

describe.skipIf(!canRun)('the masks that the Python of the page saves', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-masks-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const one = goldenCases.find(({ picture }) => picture.endsWith('.png'))!

  it.each<RealSegmenter>(['selfie', 'person', 'parts'])(
    'are those of Pillow, ONNX Runtime and PyTorch: %s',
    async (name) => {
      const { model, threshold } = realSegmenters[name]
      const path = join(fixtures, 'models/image-segmentation', model)
      const manifest = { ...buildRealSegmenter(name), model: path }
      const asked = { manifest, run: undefined, site: 'https://a.test/', isLocal: false }
      const code = pythonSnippet(asked).code + read
      const said = await runPython(code, { folder, args: [join(fixtures, one.picture)] })
      const mask = Buffer.from(said.slice(said.indexOf('mask ') + 'mask '.length), 'base64')
      const [width = 0, height = 0] = one.size
      expect(mask).toHaveLength(width * height)
      const isMatte = manifest.head.kind === 'matte'
      const labels = isMatte ? mask.map((share) => Number(share >= threshold * 255)) : mask
      expect(agreementWith(one[name], { width, height, labels })).toBeGreaterThanOrEqual(0.999)
    },
    60_000,
  )
})
