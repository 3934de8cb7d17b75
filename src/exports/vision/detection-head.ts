import type { GraphFacts, GraphValue } from '../../protocol/graph.ts'
import type { DetectionHead, YoloHead } from '../../protocol/picture-manifests.ts'
import type { AuthorDetection, VitrineJson } from '../../protocol/vitrine-json.ts'
import { blazeFace, detr, listed, ssd } from '../guess/detection-heads.ts'
import { guessYolo, type InputSize } from '../guess/row-heads.ts'
import { headKeys, type HeadKeys } from './head-keys.ts'

type Kind = DetectionHead['kind']
type Head<K extends Kind> = Extract<DetectionHead, { kind: K }>

interface Graph {
  readonly graph: GraphFacts | undefined
  readonly size: InputSize
}

/**
 * How boxes are written down: the author's word over what the layout or the graph says.
 * @param found undefined where neither says it
 * @returns undefined where nobody does
 * @throws VitrineError `export-invalid` for a head that lacks an output, or names one that is not there
 */
export function detectionHead(
  author: VitrineJson,
  found: DetectionHead | undefined,
  about: Graph,
): DetectionHead | undefined {
  const said = author.detection ?? {}
  const kind = said.head ?? found?.kind
  if (kind === undefined) return undefined
  const under = found?.kind === kind ? found : offeredHead(kind, about)
  return laidOver(kind, under, author, headKeys('detection', about.graph))
}

/** The same kind of head as far as a graph could have it. */
function offeredHead(kind: Kind, { graph, size }: Graph): DetectionHead | undefined {
  if (graph === undefined) return undefined
  const { outputs } = graph
  const rows = outputs.find(({ dims }) => dims.length === 3) ?? outputs[0]
  switch (kind) {
    case 'yolo':
      return rows && offeredYolo(rows, size, graph)
    case 'end-to-end':
    case 'fastest-det':
      return rows && { kind, output: rows.name }
    case 'detr':
      return detr(outputs) ?? withScores(ssd(outputs))
    case 'ssd':
      return ssd(outputs)
    case 'listed':
      return listed(outputs)
    case 'yunet':
      return { kind }
    case 'blaze-face':
      return blazeFace(outputs)
    default:
      return kind satisfies never
  }
}

export function offeredYolo(rows: GraphValue, size: InputSize, graph: GraphFacts): YoloHead {
  const usual = {
    kind: 'yolo',
    output: rows.name,
    axes: 'values-first',
    objectness: false,
  } as const
  return guessYolo(rows, size, graph)?.head ?? usual
}

function withScores(head: Head<'ssd'> | undefined): Head<'detr'> | undefined {
  return head && { kind: 'detr', logits: head.scores, boxes: head.boxes, scores: 'softmax' }
}

function laidOver(
  kind: Kind,
  under: DetectionHead | undefined,
  { detection: said = {}, scores }: VitrineJson,
  keys: HeadKeys,
): DetectionHead {
  const of = <K extends Kind>(wanted: K) =>
    under?.kind === wanted ? (under as Head<K>) : undefined
  switch (kind) {
    case 'yolo':
      return yoloLaidOver(of('yolo'), said, keys)
    case 'end-to-end':
    case 'fastest-det':
      return { kind, output: keys.name('output', said.output ?? of(kind)?.output) }
    case 'detr':
      return {
        kind,
        logits: keys.name('logits', said.logits ?? of(kind)?.logits),
        boxes: keys.name('boxes', one(said.boxes) ?? of(kind)?.boxes),
        scores: scores ?? of(kind)?.scores ?? 'softmax',
      }
    case 'ssd':
      return {
        kind,
        scores: keys.name('scores', one(said.scores) ?? of(kind)?.scores),
        boxes: keys.name('boxes', one(said.boxes) ?? of(kind)?.boxes),
      }
    case 'listed':
      return {
        kind,
        boxes: keys.name('boxes', one(said.boxes) ?? of(kind)?.boxes),
        scores: keys.name('scores', one(said.scores) ?? of(kind)?.scores),
        labels: keys.name('labels', said.labels ?? of(kind)?.labels),
        order: said.order ?? of(kind)?.order ?? 'xyxy',
        unit: said.unit ?? of(kind)?.unit ?? 'pixels',
        firstLabel: said.firstLabel ?? of(kind)?.firstLabel ?? 1,
      }
    case 'yunet':
      return { kind }
    case 'blaze-face':
      return {
        kind,
        scores: keys.names('scores', list(said.scores) ?? of(kind)?.scores),
        boxes: keys.names('boxes', list(said.boxes) ?? of(kind)?.boxes),
      }
    default:
      return kind satisfies never
  }
}

export function yoloLaidOver(
  under: YoloHead | undefined,
  said: Pick<AuthorDetection, 'output' | 'axes' | 'objectness' | 'strides'>,
  keys: HeadKeys,
): YoloHead {
  const strides = said.strides ?? under?.strides ?? []
  return {
    kind: 'yolo',
    output: keys.name('output', said.output ?? under?.output),
    axes: said.axes ?? under?.axes ?? 'values-first',
    objectness: said.objectness ?? under?.objectness ?? false,
    ...(strides.length > 0 && { strides }),
  }
}

type Names = string | readonly string[] | undefined

function one(names: Names): string | undefined {
  return typeof names === 'string' ? names : names?.[0]
}

function list(names: Names): readonly string[] | undefined {
  return typeof names === 'string' ? [names] : names
}
