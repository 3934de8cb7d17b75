import type { GraphFacts } from '../../protocol/graph.ts'
import type {
  AuthorDetection,
  AuthorImage,
  AuthorSegmentation,
} from '../../protocol/vitrine-json.ts'

/**
 * Whether a graph has the outputs that a layout is known for. What is not known of it (behind a link, before the
 * download) is believed.
 */
export function hasOutputs(
  graph: GraphFacts | undefined,
  { output, ...more }: AuthorDetection | AuthorSegmentation | AuthorImage,
): boolean {
  const names = new Set(graph?.outputs.map(({ name }) => name))
  const { logits, boxes, scores, labels, prototypes } = more as AuthorDetection & AuthorSegmentation
  const wanted = [output, logits, boxes, scores, labels, prototypes].flat()
  return graph === undefined || wanted.every((name) => name === undefined || names.has(name))
}
