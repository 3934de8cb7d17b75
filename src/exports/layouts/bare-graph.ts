import { chooseModel, onnxPaths } from '../choose-model.ts'
import { besideOf } from '../guess/beside.ts'
import { guessTask } from '../guess/guess-task.ts'
import type { LayoutReader } from '../layout-reader.ts'

/** An `.onnx` that nothing else describes: everything is guessed from its graph, and said to be a guess. */
export const bareGraph: LayoutReader = {
  layout: 'graph',
  markers: [],
  candidates: [
    'model.onnx',
    'model.onnx.data',
    'model.onnx_data',
    'tokenizer.json',
    'tokenizer_config.json',
  ],
  matches: async (folder) => onnxPaths(folder).length > 0,
  async read(folder, author) {
    const { model, reasons } = chooseModel(folder, author)
    const graph = await folder.graph(model)
    const guess = guessTask(graph, await besideOf(folder, model, graph))
    return {
      ...guess,
      model,
      reasons,
      guessed: ['task'],
    }
  },
}
