import type { GraphFacts } from '../protocol/graph.ts'
import type { ExportFolder } from './folder.ts'
import { readGraph } from './graph/read-graph.ts'

/** A folder whose graphs are read once each, however many readers ask. */
export interface ReadableFolder extends ExportFolder {
  /** Behind a link this downloads the model, so only those ask who cannot do without. */
  graph(model: string): Promise<GraphFacts>
  /** What can be known of a graph without downloading it; undefined too where it cannot be read. */
  graphAtHand(model: string): Promise<GraphFacts | undefined>
  /** What is known of a graph that somebody has asked for already. */
  graphSoFar(model: string): Promise<GraphFacts | undefined>
}

export function readable(folder: ExportFolder): ReadableFolder {
  const graphs = new Map<string, Promise<GraphFacts>>()
  function graph(model: string): Promise<GraphFacts> {
    const asked = graphs.get(model) ?? folder.open(model).then((source) => readGraph(source, model))
    graphs.set(model, asked)
    return asked
  }
  // Who cannot do without a graph hears what is wrong with it from `graph`.
  const graphSoFar = async (model: string) => graphs.get(model)?.catch(() => undefined)

  return {
    ...folder,
    graph,
    graphSoFar,
    graphAtHand: async (model) =>
      folder.isRemote === true ? graphSoFar(model) : graph(model).catch(() => undefined),
  }
}
