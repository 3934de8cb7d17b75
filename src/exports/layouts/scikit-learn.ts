import type { GraphFacts } from '../../protocol/graph.ts'
import { chooseModel, onnxPaths } from '../choose-model.ts'
import type { LayoutReader } from '../layout-reader.ts'
import { listWords } from '../words.ts'
import { quoted } from '../graph/words.ts'

const domain = 'ai.onnx.ml'

/** A graph of the domain `ai.onnx.ml`, as skl2onnx and onnxmltools write them for scikit-learn, LightGBM and XGBoost. */
export const scikitLearn: LayoutReader = {
  layout: 'scikit-learn',
  markers: [],
  candidates: ['model.onnx'],
  async matches(folder, author) {
    if (onnxPaths(folder).length === 0) return false
    const { operators } = await folder.graph(chooseModel(folder, author).model)
    // The import alone means nothing: many exporters import all domains that they know.
    return operators.some((operator) => operator.domain === domain)
  },
  async read(folder, author) {
    const { model, reasons } = chooseModel(folder, author)
    const graph = await folder.graph(model)
    const names = graph.operators
      .filter((operator) => operator.domain === domain)
      .map(({ name }) => name)
    return {
      task: taskOf(graph, names),
      because: `the graph uses ${listWords(names)} of ${domain}`,
      model,
      reasons: [...reasons, ...features(graph)],
    }
  },
}

function taskOf(
  { outputs }: GraphFacts,
  operators: readonly string[],
): 'tabular-classification' | 'tabular-regression' | 'tensors' {
  const isOf = (pattern: RegExp) => operators.some((name) => pattern.test(name))
  if (isOf(/Classifier$|^ZipMap$/)) return 'tabular-classification'
  if (isOf(/Regressor$/)) return 'tabular-regression'
  return outputs.some(({ name }) => name === 'variable') ? 'tabular-regression' : 'tensors'
}

/** A whole row in one input, or an input for each column. */
function features({ inputs }: GraphFacts): string[] {
  const [input] = inputs
  if (input === undefined) return []
  if (inputs.length > 1)
    return [`${inputs.length} columns: ${listWords(inputs.map(({ name }) => name))}`]
  const width = input.dims.at(-1)
  return typeof width === 'number' && input.dims.length === 2
    ? [`${width} features in ${quoted(input.name)}`]
    : []
}
