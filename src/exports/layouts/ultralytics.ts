import { parsePython, type PythonValue } from '../../core/python-literal.ts'
import { chooseModel, onnxPaths } from '../choose-model.ts'
import type { Found } from '../found.ts'
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
    return keys.has('task') && keys.has('names') && (keys.has('imgsz') || keys.has('stride'))
  },
  async read(folder, author) {
    const { model, reasons } = chooseModel(folder, author)
    const { metadata } = await folder.graph(model)
    const said = new Map(metadata)
    const task = said.get('task') ?? ''
    const names = classNames(parsePython(said.get('names') ?? ''))
    const found = {
      model,
      because: `the metadata in the model says ${task || 'nothing'}`,
      title: said.get('description'),
      licence: said.get('license'),
      notes: names === undefined ? ['The class names in its metadata cannot be read.'] : [],
    }
    const sides = sidesOf(parsePython(said.get('imgsz') ?? ''))
    if (task === 'classify') return { ...found, reasons, ...classifier(sides, names) }
    const size = sides === undefined ? [] : [`${sides.width} × ${sides.height} RGB`]
    return {
      ...found,
      task: 'tensors',
      recognised: recognised[task],
      reasons: [
        ...reasons,
        ...size,
        'pictures go in letterboxed on grey (114) and divided by 255',
        ...(names === undefined ? [] : [`${names.length} classes`]),
        ...(said.has('stride') ? [`stride ${said.get('stride')}`] : []),
        ...(hasNms(said) ? ['overlapping boxes are removed inside the graph'] : []),
      ],
    }
  },
}

const recognised: Readonly<Record<string, Found['recognised']>> = {
  detect: 'object-detection',
  obb: 'object-detection',
  pose: 'object-detection',
  segment: 'image-segmentation',
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
