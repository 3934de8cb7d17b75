import type {
  TableFeeding,
  TabularClassificationManifest,
  TabularRegressionManifest,
} from '../../../../protocol/table-manifests.ts'
import { rowOf, type AskedOf } from '../asked.ts'
import { pythonLiteral } from '../literals.ts'
import { blocks, lines } from '../snippet.ts'
import { numberImports, pythonHead, pythonLabels, pythonSession } from './program.ts'

type TableManifest = TabularClassificationManifest | TabularRegressionManifest

/** Prints the answer for one row: `{"prediction", "probabilities"}`, or the targets. */
export function pythonTable(asked: AskedOf<TableManifest>): string {
  const { manifest } = asked
  const { features, steps } = manifest
  return blocks(
    pythonHead(asked, numberImports),
    lines(
      `ROW = ${pythonLiteral(rowOf(asked))}`,
      `FEATURES = ${pythonLiteral(features.map(({ name }) => name))}  # in the model’s order`,
      steps.length > 0 && `STEPS = ${pythonLiteral(steps)}`,
      manifest.task === 'tabular-classification' && pythonLabels(manifest.labels),
      pythonSession(asked),
    ),
    steps.length > 0 && prepare,
    encode,
    feeds(manifest.feeding, { hasSteps: steps.length > 0, batch: manifest.batch ?? 1 }),
    manifest.task === 'tabular-regression' ? targets(manifest) : classes(manifest),
  )
}

const prepare = `
def prepare(name, value):
    """What the author does to a value before the model gets it: one number, or several."""
    for step in (one for one in STEPS if one["feature"] == name):
        kind = step["kind"]
        same = [str(choice) == str(value) for choice in step.get("choices", [])]
        if kind == "one-hot":
            return [int(one) for one in same]
        if kind == "impute":
            value = step["value"] if value is None else value
        elif value is not None:
            if kind == "clip":
                value = min(max(float(value), step.get("min", -np.inf)), step.get("max", np.inf))
            elif kind == "log1p":
                value = float(np.log1p(float(value)))
            elif kind == "scale":
                value = (float(value) - step["mean"]) / step["scale"]
            elif kind == "ordinal":
                value = same.index(True) if True in same else -1
    return [value]
`

const encode = `
def cell(value, kind):
    """What is missing is NaN, 0 among whole numbers, and an empty text."""
    if kind == "string":
        return "" if value is None else str(value)
    if kind in ("float32", "float64"):
        return np.nan if value is None else float(value)
    return 0 if value is None else int(float(value))


def tensor(rows, kind):
    values = [[cell(value, kind) for value in row] for row in rows]
    return np.array(values, {"string": object, "bool": np.bool_}.get(kind, kind))
`

function feeds(
  feeding: TableFeeding,
  { hasSteps, batch }: { readonly hasSteps: boolean; readonly batch: number },
): string {
  const cells = hasSteps
    ? 'cells = [value for name in FEATURES for value in prepare(name, ROW.get(name))]'
    : 'cells = [ROW.get(name) for name in FEATURES]'
  const times = batch === 1 ? '' : ` * ${batch}`
  if (feeding.kind === 'matrix') {
    const { input, type } = feeding
    return lines(
      cells,
      `feeds = {${pythonLiteral(input)}: tensor([cells]${times}, ${pythonLiteral(type)})}`,
    )
  }
  const inputs = feeding.inputs.map(({ input, type, rank }) => [input, type, rank])
  return lines(
    cells,
    `INPUTS = ${pythonLiteral(inputs)}  # name, type of number, axes`,
    'feeds = {}',
    'for (name, kind, axes), value in zip(INPUTS, cells):',
    `    column = tensor([[value]]${times}, kind)`,
    '    feeds[name] = column if axes == 2 else column[:, 0]',
  )
}

function targets({ output, targets: all }: TabularRegressionManifest): string {
  return lines(
    `TARGETS = ${pythonLiteral(all.map(({ name }) => name))}`,
    `values = session.run([${pythonLiteral(output)}], feeds)[0]`,
    'values = values.reshape(len(values), -1)[0].tolist()',
    'answer = {"prediction": values[0]}',
    'if len(values) > 1:',
    '    answer["values"] = dict(zip(TARGETS, values))',
    'print(json.dumps(answer, indent=2))',
  )
}

function classes(manifest: TabularClassificationManifest): string {
  const { label, probabilities, zipMap } = manifest
  const wanted = [...(label === undefined ? [] : [label]), zipMap?.output ?? probabilities].filter(
    (name) => name !== undefined,
  )
  const scoresAt = label === undefined ? 0 : 1
  const hasScores = wanted.length > scoresAt
  return lines(
    `outputs = session.run(${pythonLiteral(wanted)}, feeds)`,
    ...(hasScores ? scoreLines(scoresAt, zipMap !== undefined) : ['chances = {}']),
    ...(label === undefined
      ? ['prediction = max(chances, key=chances.get)']
      : [
          'prediction = str(np.ravel(outputs[0])[0])',
          'if prediction not in LABELS and prediction.isdigit() and int(prediction) < len(LABELS):',
          '    prediction = LABELS[int(prediction)]',
        ]),
    'answer = {"prediction": prediction}',
    'if chances:',
    '    answer["probabilities"] = dict(sorted(chances.items(), key=lambda one: -one[1]))',
    'print(json.dumps(answer, indent=2))',
  )
}

function scoreLines(at: number, isZipMap: boolean): readonly string[] {
  const name = 'LABELS[i] if i < len(LABELS) else f"class_{i}"'
  if (isZipMap) {
    return [
      `scores = list(outputs[${at}][0].items())  # a map of classes to probabilities`,
      'names = LABELS if len(LABELS) == len(scores) else [str(key) for key, _ in scores]',
      'chances = {name: float(score) for name, (_, score) in zip(names, scores)}',
    ]
  }
  return [
    `scores = np.array(outputs[${at}], float)`,
    'scores = scores.reshape(len(scores), -1)[0]',
    'if len(scores) == 1:  # of two classes the second one',
    '    scores = np.array([1 - scores[0], scores[0]])',
    `chances = {(${name}): float(score) for i, score in enumerate(scores)}`,
  ]
}
