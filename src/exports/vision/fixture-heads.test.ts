/** The guesses for the detectors of the fixtures are what their authors' own code does. */
import { describe, expect, it } from 'vitest'
import { hasShared, sharedPath } from '../../../e2e/support/shared.ts'
import { openFolder } from '../../../hosting/node-folder.ts'
import { realSegmenters } from '../../testing/segmentation-golden.ts'
import { detectors } from '../../worker/golden/detection-manifests.ts'
import { readExport } from '../read-export.ts'

async function opened(path: string) {
  const folder = await openFolder(sharedPath(`fixtures/models/${path}`), new Set())
  return readExport(folder, folder.model === undefined ? {} : { model: folder.model })
}

/** Where nothing is said of it, the anchor says it. */
function withoutUsual<Way extends { readonly resize: object }>({ resize, ...rest }: Way) {
  const usual = { rounding: 'anchor' in resize && resize.anchor === 'centre' ? 'nearest' : 'down' }
  return { ...rest, resize: 'anchor' in resize ? { ...usual, ...resize } : resize }
}

describe.skipIf(!hasShared)('what is guessed of', () => {
  it.each(Object.entries(detectors))('%s is what its authors say', async (name, way) => {
    const manifest = await opened(`object-detection/${name}.onnx`)
    if (manifest.task !== 'object-detection') throw new Error(manifest.task)
    expect(manifest.head).toEqual(way.head)
    expect(withoutUsual(manifest.preprocessing)).toEqual({
      colours: manifest.preprocessing.colours,
      ...withoutUsual(way.preprocessing),
    })
    expect(manifest.thresholds.iou).toBe(way.iou)
    const keys = manifest.guessed?.filter((key) => key.startsWith('detection.'))
    expect(keys).toContain('detection.head')
  })

  it.each([realSegmenters.selfie, realSegmenters.person])(
    '$model is what its authors say',
    async ({ model, threshold, parts }) => {
      const manifest = await opened(`image-segmentation/${model}`)
      expect(manifest).toMatchObject({
        task: 'image-segmentation',
        ...parts,
        thresholds: { confidence: threshold },
      })
    },
  )
})
