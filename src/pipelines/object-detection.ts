import { boxesInPicture } from '../core/boxes/boxes.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { ObjectDetectionManifest } from '../protocol/picture-manifests.ts'
import type { ObjectDetection, PictureInput } from '../protocol/picture-tasks.ts'
import { headReader } from './detection-heads/detection-heads.ts'
import { nameClasses } from './detection-heads/name-classes.ts'
import { createPictureRunner, type PictureParts } from './picture-run.ts'
import type { Pipeline } from './ports.ts'

/**
 * Decodes, preprocesses, runs and reads the boxes, all of them from a score of 0.05 on: which of them to show the page
 * decides with `keepBoxes`.
 *
 * Throws `export-unsupported` at once when the graph does not fit the manifest. A run throws the decoder's `image-…`
 * codes, `output-not-finite`, `export-unsupported` for outputs that are not what the manifest's head says, `aborted`,
 * and whatever the session throws.
 */
export function createObjectDetection(
  { preprocessing, labels, head }: ObjectDetectionManifest,
  parts: PictureParts,
): Pipeline<PictureInput, never, ObjectDetection> {
  const runner = createPictureRunner(preprocessing, parts)
  const reader = headReader(head)
  checkOutputs(parts.session.outputs, reader.outputs)

  return {
    async run(input, context) {
      const run = await runner.run(input, context, reader.outputs)
      const found = reader.read({ ...run, labels: labels.length })
      const boxes = boxesInPicture(found.boxes, run.placement, run.facts)
      const named = nameClasses(labels, found)
      return { ...run.finish(), boxes, suppressed: reader.suppressed, ...named }
    },
  }
}

function checkOutputs(
  given: readonly { readonly name: string }[],
  wanted: readonly string[],
): void {
  const names = given.map(({ name }) => name)
  const absent = wanted.filter((name) => !names.includes(name))
  if (absent.length === 0) return
  const list = (all: readonly string[]) => all.map((name) => `“${name}”`).join(', ')
  throw new VitrineError('export-unsupported', {
    problem: `The boxes should be in its output ${list(absent)}, but the graph has only ${list(names)}`,
    remedy: 'Correct “head” in vitrine.json.',
  })
}
