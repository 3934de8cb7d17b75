import { createHash } from 'node:crypto'
import { openAsBlob, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { hasShared, sharedPath } from '../../e2e/support/shared.ts'
import { unpackPixels } from '../core/pixels/packed-pixels.ts'
import { createPictureDecoder } from './decode-picture.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const decoder = createPictureDecoder(root)
const example = readFileSync(
  new URL('../../public/models/cifar10/examples/ship.jpg', import.meta.url),
)
/** Red, green, blue and clear, 2 × 2. */
const clearPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAYAAABytg0kAAAAGElEQVR4nAXBMQEAAADCIF77B54gklDbHEAjBhb/K0UUAAAAAElFTkSuQmCC',
  'base64',
)

const { cases } = JSON.parse(
  readFileSync(new URL('../../e2e/golden/decoded.json', import.meta.url), 'utf8'),
) as { cases: string[] }

async function digestOf(path: string, background?: readonly [number, number, number]) {
  const { picture } = await decoder.decode(await openAsBlob(sharedPath(path)), { background })
  const bytes = unpackPixels(await picture.rows(0, picture.height), 3, picture.order)
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16)
}

/** What this decoder does not read, and browsers do. */
const unread: Readonly<Record<string, string>> = {
  'testimgari.jpg': 'arithmetic coding, which no browser reads either',
  'Channel_digital_image_CMYK_color.jpg': 'CMYK',
  'Channel_digital_image_CMYK_color_no_profile.jpg': 'CMYK',
  'issue#2026.png': 'a damaged checksum',
}

describe.skipIf(!hasShared)('with the fixtures beside the project', () => {
  it.each(['jpe?g', 'png', 'webp'])(
    'gives Pillow’s bytes for every .%s',
    async (ending) => {
      const fitting = cases.filter((line) => new RegExp(`\\.${ending} `).test(line))
      expect(fitting.length).toBeGreaterThan(8)
      const wrong: string[] = []
      for (const line of fitting) {
        const [path = '', , onWhite, onGreen] = line.split(' ')
        if ((path.split('/').at(-1) ?? '') in unread) continue
        if ((await digestOf(`fixtures/images/${path}`)) !== onWhite) wrong.push(path)
        if (onGreen === undefined) continue
        if ((await digestOf(`fixtures/images/${path}`, [12, 200, 90])) !== onGreen) wrong.push(line)
      }
      expect(wrong).toEqual([])
    },
    60_000,
  )

  it('says of CMYK that it is CMYK', async () => {
    const path = sharedPath('fixtures/images/valid/sharp/Channel_digital_image_CMYK_color.jpg')
    await expect(decoder.decode(await openAsBlob(path))).rejects.toMatchObject({
      code: 'image-unsupported',
      facts: { format: 'CMYK JPEG' },
    })
  })
})

it('tells what it decoded', async () => {
  const { facts } = await decoder.decode(new File([example], 'ship.jpg'))
  expect(facts).toEqual({ format: 'JPEG', width: 640, height: 480, animated: false })
})

it('lays transparent parts on white', async () => {
  const { picture } = await decoder.decode(new File([clearPng], 'a.png'))
  const bytes = unpackPixels(await picture.rows(0, 2), 3, picture.order)
  expect([...bytes]).toEqual([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255])
})

it('refuses what is cut off, although the decoder would fill it in, and reads the next one', async () => {
  const cut = new File([example.subarray(0, 9000)], 'ship.jpg')
  const facts = { name: 'ship.jpg', format: 'JPEG' }
  await expect(decoder.decode(cut)).rejects.toMatchObject({ code: 'image-corrupt', facts })
  const cutPng = new File([clearPng.subarray(0, 60)], 'a.png')
  await expect(decoder.decode(cutPng)).rejects.toMatchObject({ code: 'image-corrupt' })
  expect((await decoder.decode(new File([example], 'ship.jpg'))).facts.width).toBe(640)
})

it.each([
  ['GIF', 'GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;'],
  ['BMP', `BM${'\0'.repeat(12)}\x28\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\x18${'\0'.repeat(40)}`],
])('says of a %s that it cannot be read here', async (format, bytes) => {
  const file = new File([Buffer.from(bytes, 'latin1')], `a.${format}`)
  await expect(decoder.decode(file)).rejects.toMatchObject({
    code: 'image-unsupported',
    facts: { format },
  })
})
