import { elementCount, type Tensor } from '../core/tensors/tensor.ts'
import { VitrineError } from '../protocol/errors.ts'
import type {
  TabularClassificationManifest,
  TabularRegressionManifest,
} from '../protocol/table-manifests.ts'

export type TableManifest = TabularClassificationManifest | TabularRegressionManifest

/** What the model said of a number of rows, row by row. */
export interface RowScores {
  /** Of a classifier: indices of `classes`. */
  readonly predicted?: Int32Array
  /** rows × classes. */
  readonly probabilities?: Float32Array
  /** rows × targets, of a regression. */
  readonly values?: Float64Array
}

export interface TableOutputs {
  /** The graph's outputs that are wanted. */
  readonly names: readonly string[]
  /** All that were seen so far: a graph that gives labels alone does not say them beforehand. */
  classes(): readonly string[]
  /** @throws VitrineError `export-unsupported`, `output-not-finite` */
  read(outputs: Readonly<Record<string, Tensor>>, rows: number): RowScores
}

export function tableOutputs(manifest: TableManifest): TableOutputs {
  return manifest.task === 'tabular-regression' ? regression(manifest) : classification(manifest)
}

function regression({ output }: TabularRegressionManifest): TableOutputs {
  return {
    names: [output],
    classes: () => [],
    read(outputs, rows) {
      const tensor = outputs[output]
      const data = numbersOf(tensor, output)
      const width = data.length / Math.max(1, tensor?.dims[0] ?? 1)
      if (!Number.isInteger(width) || data.length < rows * width) throw wrongShape(tensor, output)
      return { values: finite(new Float64Array(data.subarray(0, rows * width))) }
    },
  }
}

function classification(manifest: TabularClassificationManifest): TableOutputs {
  const { label, probabilities: scores, labels } = manifest
  const names = [label, scores].filter((name) => name !== undefined)
  const seen = [...labels]
  const known = new Map<LabelValue, number>()

  /** Numbers are places where the classes have names of their own, else names themselves. */
  function placeOf(value: LabelValue): number {
    const name = String(value)
    if (labels.length > 0 && !labels.includes(name) && Number(name) in labels) return Number(name)
    const place = seen.indexOf(name)
    return place >= 0 ? place : seen.push(name) - 1
  }

  function indexOf(value: LabelValue): number {
    let place = known.get(value)
    if (place === undefined) known.set(value, (place = placeOf(value)))
    return place
  }
  return {
    names,
    classes: () => seen,
    read(outputs, rows) {
      const probabilities =
        scores === undefined ? undefined : probabilitiesOf(outputs[scores], scores, rows)
      const width = probabilities === undefined ? 0 : probabilities.length / rows
      for (let index = seen.length; index < width; index++) seen.push(`class_${index}`)
      const said = label === undefined ? undefined : outputs[label]
      const predicted =
        said === undefined
          ? Int32Array.from({ length: rows }, (_, row) => bestOf(probabilities!, row, width))
          : labelsOf(said, label!, rows, indexOf)
      return { predicted, ...(probabilities && { probabilities }) }
    },
  }
}

function bestOf(probabilities: Float32Array, row: number, width: number): number {
  let best = 0
  for (let index = 1; index < width; index++) {
    if (probabilities[row * width + index]! > probabilities[row * width + best]!) best = index
  }
  return best
}

/** One column means the second of two classes, as some exporters of binary classifiers have it. */
function probabilitiesOf(tensor: Tensor | undefined, name: string, rows: number): Float32Array {
  const data = numbersOf(tensor, name)
  const first = tensor?.dims[0] ?? 1
  const width = data.length / Math.max(1, first)
  if (!Number.isInteger(width) || first < rows) throw wrongShape(tensor, name)
  if (width > 1) return finite(new Float32Array(data.subarray(0, rows * width)))
  const pairs = new Float32Array(rows * 2)
  for (let row = 0; row < rows; row++) {
    pairs[row * 2] = 1 - data[row]!
    pairs[row * 2 + 1] = data[row]!
  }
  return finite(pairs)
}

type LabelValue = number | bigint | string

function labelsOf(
  { data, dims }: Tensor,
  name: string,
  rows: number,
  indexOf: (value: LabelValue) => number,
): Int32Array {
  if (elementCount(dims) < rows) throw wrongShape({ dims }, name)
  const places = new Int32Array(rows)
  for (let row = 0; row < rows; row++) places[row] = indexOf(data[row]!)
  return places
}

function numbersOf(tensor: Tensor | undefined, name: string): Float32Array | Float64Array {
  if (tensor?.type === 'float32' || tensor?.type === 'float64') return tensor.data
  if (tensor?.type === 'int64') return Float64Array.from(tensor.data, Number)
  if (tensor?.type === 'int32') return Float64Array.from(tensor.data)
  throw unsupported(`Its output “${name}” is ${tensor?.type ?? 'missing'}, not numbers`)
}

function finite<Data extends Float32Array | Float64Array>(data: Data): Data {
  for (let index = 0; index < data.length; index++) {
    if (!Number.isFinite(data[index])) throw new VitrineError('output-not-finite')
  }
  return data
}

function wrongShape(tensor: Pick<Tensor, 'dims'> | undefined, name: string): VitrineError {
  const shape = tensor?.dims.join(' × ') ?? 'no shape'
  return unsupported(`Its output “${name}” has the shape ${shape}, not one row for each row given`)
}

function unsupported(problem: string): VitrineError {
  return new VitrineError('export-unsupported', { problem })
}
