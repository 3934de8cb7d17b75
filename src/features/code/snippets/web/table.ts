import type {
  TableFeeding,
  TabularClassificationManifest,
  TabularRegressionManifest,
} from '../../../../protocol/table-manifests.ts'
import { rowOf, type AskedOf } from '../asked.ts'
import { jsLiteral } from '../literals.ts'
import { blocks, lines } from '../snippet.ts'
import { webHead, webLabels } from './program.ts'

type TableManifest = TabularClassificationManifest | TabularRegressionManifest

export function webTable(asked: AskedOf<TableManifest>): string {
  const { manifest } = asked
  const { features, steps, feeding, batch = 1 } = manifest
  const names = features.map(({ name }) => name)
  const isSpread = steps.length > 0
  return blocks(
    lines(webHead(asked), manifest.task === 'tabular-classification' && webLabels(manifest.labels)),
    lines(
      `const row = ${jsLiteral(rowOf(asked))}`,
      `const features = ${jsLiteral(names)} // in the model’s order`,
      isSpread && `const steps = ${jsLiteral(steps)}`,
    ),
    isSpread && prepare,
    tensor,
    lines(
      isSpread
        ? 'const cells = features.flatMap((name) => prepare(name, row[name]))'
        : 'const cells = features.map((name) => row[name])',
      feeds(feeding, batch),
    ),
    manifest.task === 'tabular-regression' ? targets(manifest) : classes(manifest),
  )
}

const prepare = `
/** What the author does to a value before the model gets it: one number, or several. */
function prepare(name, value) {
  for (const step of steps.filter(({ feature }) => feature === name)) {
    const isSame = (choice) => value != null && String(choice) === String(value)
    if (step.kind === 'one-hot') return step.choices.map((choice) => Number(isSame(choice)))
    if (step.kind === 'impute') value ??= step.value
    else if (value == null) continue
    else if (step.kind === 'clip') value = Math.min(Math.max(value, step.min ?? -Infinity), step.max ?? Infinity)
    else if (step.kind === 'log1p') value = Math.log1p(value)
    else if (step.kind === 'scale') value = (value - step.mean) / step.scale
    else if (step.kind === 'ordinal') value = step.choices.findIndex(isSame)
  }
  return [value]
}
`

const tensor = `
/** What is missing is NaN, 0 among whole numbers, and an empty text. */
function tensor(type, values, dims) {
  const number = (missing) => (value) => (value == null ? missing : Number(value))
  const data =
    type === 'string' ? values.map((value) => String(value ?? ''))
    : type === 'float32' ? Float32Array.from(values, number(NaN))
    : type === 'float64' ? Float64Array.from(values, number(NaN))
    : type === 'int32' ? Int32Array.from(values, number(0))
    : type === 'bool' ? Uint8Array.from(values, number(0))
    : BigInt64Array.from(values, (value) => BigInt(Math.trunc(number(0)(value))))
  return new ort.Tensor(type, data, dims)
}
`

function feeds(feeding: TableFeeding, batch: number): string {
  if (feeding.kind === 'matrix') {
    const { input, type } = feeding
    const rows = batch === 1 ? 'cells' : `Array(${batch}).fill(cells).flat()`
    return `const feeds = { [${jsLiteral(input)}]: tensor(${jsLiteral(type)}, ${rows}, [${batch}, cells.length]) }`
  }
  const inputs = feeding.inputs.map(({ input, type, rank }) => [input, type, rank])
  const values = batch === 1 ? '[cells[i]]' : `Array(${batch}).fill(cells[i])`
  return lines(
    `const inputs = ${jsLiteral(inputs)} // name, type of number, axes`,
    'const feeds = Object.fromEntries(',
    '  inputs.map(([name, type, axes], i) => [',
    '    name,',
    `    tensor(type, ${values}, axes === 2 ? [${batch}, 1] : [${batch}]),`,
    '  ]),',
    ')',
  )
}

function targets({ output, targets: all }: TabularRegressionManifest): string {
  const name = jsLiteral(output)
  return lines(
    `const { data, dims } = (await session.run(feeds, [${name}]))[${name}]`,
    'const values = Array.from(data.slice(0, data.length / dims[0]), Number)',
    all.length > 1
      ? `const prediction = Object.fromEntries(${jsLiteral(all.map((one) => one.name))}.map((name, i) => [name, values[i]]))`
      : 'const [prediction] = values',
    'console.log(JSON.stringify({ prediction }, null, 2))',
  )
}

function classes({ label, probabilities, zipMap }: TabularClassificationManifest): string {
  // ONNX Runtime Web does not hand out maps of probabilities.
  const scores = zipMap === undefined ? probabilities : undefined
  const wanted = [label, scores].filter((name) => name !== undefined)
  const chances =
    scores === undefined
      ? undefined
      : lines(
          `const { data, dims } = outputs[${jsLiteral(scores)}]`,
          'const first = Array.from(data.slice(0, data.length / dims[0]), Number)',
          'const chances = first.length === 1 ? [1 - first[0], first[0]] : first // of two the second',
          'const named = chances.map((prob, i) => [labels[i] ?? `class_${i}`, prob])',
          'named.sort((a, b) => b[1] - a[1])',
        )
  const said =
    label === undefined
      ? 'const [[prediction]] = named'
      : lines(
          `const said = String(outputs[${jsLiteral(label)}].data[0])`,
          'const prediction = labels.includes(said) ? said : (labels[Number(said)] ?? said)',
        )
  return lines(
    `const outputs = await session.run(feeds, ${jsLiteral(wanted)})`,
    chances,
    said,
    chances === undefined
      ? 'console.log(JSON.stringify({ prediction }, null, 2))'
      : 'console.log(JSON.stringify({ prediction, probabilities: Object.fromEntries(named) }, null, 2))',
  )
}
