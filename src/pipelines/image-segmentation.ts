import { maskSize } from '../core/masks/mask-size.ts'
import type { ImageSegmentationManifest } from '../protocol/picture-manifests.ts'
import type { ImageSegmentation, PictureInput } from '../protocol/picture-tasks.ts'
import { createPause } from './pause.ts'
import { unsupported } from './picture-maps.ts'
import { createPictureRunner, type PictureParts } from './picture-run.ts'
import type { Pipeline, Session } from './ports.ts'
import type { SegmentationDecoder } from './segmentation-heads/head.ts'
import { createInstancesDecoder } from './segmentation-heads/instances.ts'
import { createMatteDecoder } from './segmentation-heads/matte.ts'
import { createSemanticDecoder } from './segmentation-heads/semantic.ts'

/**
 * Decodes, preprocesses, runs and says what is where, at the picture's own size or its shape at four million pixels.
 *
 * Throws `export-unsupported` at once when the graph does not fit the manifest. A run throws the decoder's `image-…`
 * codes, `output-not-finite`, `export-unsupported` for outputs that are no maps, `aborted`, and whatever the session
 * throws.
 */
export function createImageSegmentation(
  manifest: ImageSegmentationManifest,
  parts: PictureParts,
): Pipeline<PictureInput, never, ImageSegmentation> {
  const runner = createPictureRunner(manifest.preprocessing, parts)
  const decoder = decoderFor(manifest)
  for (const name of decoder.outputs) checkOutput(parts.session, name)

  return {
    async run(input, context) {
      const given = await runner.run(input, context, decoder.outputs)
      const size = maskSize(given.facts)
      const { mask, classes, unseen } = await decoder.decode(given, size, createPause(context))
      const names = classNames(manifest.labels, mask.kind === 'matte' ? 'subject' : classes)
      return {
        ...given.finish(),
        ...size,
        mask,
        ...names,
        ...(unseen !== undefined && { classes: [...names.classes, unseenName] }),
      }
    },
  }
}

const unseenName = 'outside what the model sees'

function decoderFor({ head, thresholds, labels }: ImageSegmentationManifest): SegmentationDecoder {
  switch (head.kind) {
    case 'semantic':
      return createSemanticDecoder(head)
    case 'instances':
      return createInstancesDecoder(head, thresholds, labels.length)
    case 'matte':
      return createMatteDecoder(head)
    default:
      return head satisfies never
  }
}

/** One name for each class, or for the one thing that a matte is about. */
function classNames(
  labels: readonly string[],
  classes: number | 'subject',
): Pick<ImageSegmentation, 'classes' | 'mismatch'> {
  // Of "background, person" a matte shows the person.
  if (classes === 'subject')
    return { classes: [labels.length > 2 ? 'subject' : (labels.at(-1) ?? 'subject')] }
  // A graph that names classes itself may find fewer of them in a picture than there are.
  const isEnough = labels.length >= classes
  const listed = Array.from(
    { length: Math.max(classes, isEnough ? labels.length : 0) },
    (_, index) => (isEnough ? labels[index]! : `class_${index}`),
  )
  if (labels.length === 0 || isEnough) return { classes: listed }
  return { classes: listed, mismatch: { labels: labels.length, classes } }
}

function checkOutput({ outputs }: Pick<Session, 'outputs'>, wanted: string): void {
  if (outputs.some(({ name }) => name === wanted)) return
  const names = outputs.map(({ name }) => `“${name}”`).join(', ')
  throw unsupported(
    `The graph has no output “${wanted}”, which the export names: it has ${names}`,
    'Correct the name in vitrine.json.',
  )
}
