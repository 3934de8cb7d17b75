import type { ImagePreprocessing } from '../../core/pixels/preprocess.ts'
import type { SegmentationHead } from '../../protocol/picture-manifests.ts'
import type { AuthorSegmentation } from '../../protocol/vitrine-json.ts'
import type { GraphFacts } from '../../protocol/graph.ts'
import type { ImageGuess } from '../guess/guess-image.ts'
import { guessInstances } from '../guess/guess-segmentation.ts'
import { mapOf } from '../guess/map-outputs.ts'
import { yoloLaidOver } from './detection-head.ts'
import { headKeys } from './head-keys.ts'

interface About {
  readonly graph: GraphFacts | undefined
  readonly image: ImageGuess | undefined
  readonly layout: ImagePreprocessing['layout']
}

/**
 * How parts of a picture are written down: the author's word over what the layout or the graph says.
 * @returns undefined where nobody says it
 * @throws VitrineError `export-invalid` for a head that lacks an output, or names one that is not there
 */
export function segmentationHead(
  said: AuthorSegmentation = {},
  found: SegmentationHead | undefined,
  about: About,
): SegmentationHead | undefined {
  const kind = said.head ?? found?.kind
  if (kind === undefined) return undefined
  const keys = headKeys('segmentation', about.graph)
  if (kind === 'instances') {
    const under = found?.kind === kind ? found : offeredInstances(about)
    const coefficients = said.coefficients ?? under?.boxes.coefficients ?? 32
    return {
      kind,
      boxes: { ...yoloLaidOver(under?.boxes, said, keys), coefficients },
      prototypes: keys.name('prototypes', said.prototypes ?? under?.prototypes),
    }
  }
  const old = found?.kind === 'instances' ? undefined : found
  const output = said.output ?? old?.output
  const map = mapNamed(output, about)
  const common = {
    output: keys.name('output', output ?? map?.name),
    layout: said.layout ?? old?.layout ?? map?.layout ?? about.layout,
  }
  if (kind === 'matte') {
    const activation = old?.kind === kind ? old.activation : undefined
    return { kind, ...common, activation: said.activation ?? activation ?? 'none' }
  }
  const background = said.background ?? (old?.kind === kind ? old.background : undefined)
  return { kind, ...common, ...(background !== undefined && { background }) }
}

function offeredInstances({ graph, image }: About) {
  const head = graph && image && guessInstances(graph, image)?.head
  return head?.kind === 'instances' ? head : undefined
}

/** That output, or the first one that could be a map. */
function mapNamed(output: string | undefined, { graph, image }: About) {
  if (graph === undefined || image === undefined) return undefined
  return graph.outputs
    .filter(({ name }) => output === undefined || name === output)
    .map((value) => mapOf(value, image))
    .find((map) => map !== undefined)
}
