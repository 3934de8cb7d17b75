import type { GraphFacts } from '../protocol/graph.ts'
import type { ExportFolder } from './folder.ts'
import { readGraph } from './graph/read-graph.ts'

/** A folder whose graphs are read once each, however many readers ask. */
export interface ReadableFolder extends ExportFolder {
  /** Behind a link this downloads the model, so only those ask who cannot do without. */
  graph(model: string): Promise<GraphFacts>
  /** What is known of a graph that somebody has asked for already. */
  graphSoFar(model: string): Promise<GraphFacts | undefined>
}

export function readable(folder: ExportFolder): ReadableFolder {
  const graphs = new Map<string, Promise<GraphFacts>>()
  return {
    ...folder,
    graph(model) {
      const graph =
        graphs.get(model) ?? folder.open(model).then((source) => readGraph(source, model))
      graphs.set(model, graph)
      return graph
    },
    graphSoFar: async (model) => graphs.get(model),
  }
}
