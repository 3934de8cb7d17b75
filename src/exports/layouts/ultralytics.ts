import { parsePython, type PythonValue } from '../../core/formats/python-literal.ts'
import type { GraphFacts } from '../../protocol/graph.ts'
import { chooseModel, onnxPaths } from '../choose-model.ts'
import type { Found } from '../found.ts'
import { guessDetection } from '../guess/guess-detection.ts'
import { guessImage } from '../guess/guess-image.ts'
import { guessInstances } from '../guess/guess-segmentation.ts'
import type { InputSize } from '../guess/row-heads.ts'
import { letterboxed } from '../guess/usual-preprocessing.ts'
import type { LayoutReader } from '../layout-reader.ts'

/** One `.onnx` whose `metadata_props` say everything, as Ultralytics' `model.export(format="onnx")` writes it. */
export const ultralytics: LayoutReader = {
  layout: 'ultralytics',
  markers: [],
  candidates: ['model.onnx', 'best.onnx'],
  async matches(folder, author) {
    if (onnxPaths(folder).length === 0) return false
    const { metadata } = await folder.graph(chooseModel(folder, author).model)
    const keys = new Set(metadata.map(([key]) => key))
    // YOLOv5's own exporter says no more than these two.
    const isOld = keys.has('stride') && !keys.has('task')
    return (
      keys.has('names') &&
      (isOld || (keys.has('task') && (keys.has('imgsz') || keys.has('stride'))))
    )
  },
  async read(folder, author) {
    const { model, reasons } = chooseModel(folder, author)
    const graph = await folder.graph(model)
    const said = new Map(graph.metadata)
    const task = said.get('task') ?? ''
    const names = classNames(parsePython(said.get('names') ?? ''))
    const found = {
      model,
      because:
        task === ''
          ? 'the metadata in the model has names and stride'
          : `the metadata in the model says ${task}`,
      title: said.get('description'),
      licence: said.get('license'),
      notes: names === undefined ? ['The class names in its metadata cannot be read.'] : [],
    }
    const sides = sidesOf(parsePython(said.get('imgsz') ?? ''))
    if (task === 'classify') return { ...found, reasons, ...classifier(sides, names) }
    return {
      ...found,
      ...finder({ task, graph, sides, names, found }),
      reasons: [
        ...reasons,
        ...(said.has('stride') ? [`stride ${said.get('stride')}`] : []),
        ...(hasNms(said) ? ['overlapping boxes are removed inside the graph'] : []),
      ],
    }
  },
}

interface Finder {
  readonly task: string
  readonly graph: GraphFacts
  readonly sides: Sides | undefined
  readonly names: readonly string[] | undefined
  readonly found: { readonly notes: readonly string[] }
}

/** Letterboxed on grey and divided by 255, whatever it finds. */
function finder({
  task,
  graph,
  sides,
  names,
  found,
}: Finder): Partial<Found> & Pick<Found, 'task'> {
  const about = others[task]
  if (about !== undefined) {
    return { task: 'tensors', recognised: 'object-detection', notes: [...found.notes, about] }
  }
  const seen = guessImage(graph)
  const image = seen && { ...seen, size: sized(seen.size, sides) }
  const guess = image && (guessInstances(graph, image) ?? guessDetection(graph, image.size))
  const common = {
    preprocessing: { ...letterboxed, ...image?.preprocessing, ...sides },
    labels: names,
    thresholds: { confidence: 0.25, iou: 0.7 },
  }
  switch (guess?.head.kind) {
    case 'instances':
      return { task: 'image-segmentation', image: { ...common, segmentation: guess.head } }
    case 'yolo':
    case 'end-to-end':
      // What is segmented with boxes alone has lost its masks.
      if (task === 'segment') break
      return { task: 'object-detection', image: { ...common, detection: guess.head } }
    default:
  }
  const recognised = task === 'segment' ? 'image-segmentation' : 'object-detection'
  const known = task === 'segment' || task === 'detect' || task === ''
  const note = task === 'segment' ? strangeMasks : strangeBoxes
  return known
    ? { task: 'tensors', recognised, notes: [...found.notes, note] }
    : { task: 'tensors', notes: found.notes }
}

const end = 'so this one takes and gives plain tensors.'
const strangeBoxes = `Its outputs are not those that Ultralytics’ detectors have, ${end}`
const strangeMasks = `Its outputs are not those that Ultralytics’ segmentation models have without nms=True, ${end}`

/** Tasks that have no page. */
const others: Readonly<Record<string, string>> = {
  pose: `It finds poses, and there is no page for them here, ${end}`,
  obb: `Its boxes are turned, and the page for boxes shows upright ones only, ${end}`,
}

/** With an open size the graph is asked at that which the metadata names. */
function sized(size: InputSize, sides: Sides | undefined): InputSize {
  return { width: size.width ?? sides?.width, height: size.height ?? sides?.height }
}

/** `classify_transforms`: shorter side to the size, bilinear, the middle, / 255; the graph ends in a softmax. */
function classifier(
  sides: Sides | undefined,
  labels: readonly string[] | undefined,
): Pick<Found, 'task' | 'image'> {
  const resize =
    sides?.width === sides?.height && sides !== undefined
      ? { mode: 'shorter-side' as const, shorterSide: sides.width }
      : { mode: 'exact' as const }
  return {
    task: 'image-classification',
    image: {
      preprocessing: { ...sides, resize, filter: 'bilinear' },
      labels,
      output: 'probabilities',
      classes: labels?.length,
    },
  }
}

interface Sides {
  readonly width: number
  readonly height: number
}

/** `[height, width]`, or one number for both. */
function sidesOf(value: PythonValue | undefined): Sides | undefined {
  const [height, width] = Array.isArray(value) ? (value as readonly unknown[]) : [value, value]
  return isSide(height) && isSide(width) ? { width, height } : undefined
}

function isSide(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) > 0
}

/** `{0: 'person', 1: 'bicycle'}`; numbers that are missing get none, as nobody can say what they are. */
function classNames(value: PythonValue | undefined): readonly string[] | undefined {
  if (Array.isArray(value)) return value.map(String)
  if (!(value instanceof Map)) return undefined
  const entries = [...(value as ReadonlyMap<string | number, PythonValue>)]
  const labels: string[] = []
  for (const [key, name] of entries) {
    const index = Number(key)
    if (!Number.isInteger(index) || index < 0 || index >= entries.length) return undefined
    if (typeof name !== 'string') return undefined
    labels[index] = name
  }
  return labels.length === entries.length && labels.length > 0 ? labels : undefined
}

function hasNms(said: ReadonlyMap<string, string>): boolean {
  const args = parsePython(said.get('args') ?? '')
  return args instanceof Map && args.get('nms') === true
}
