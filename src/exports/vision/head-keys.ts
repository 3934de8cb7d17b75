import type { GraphFacts } from '../../protocol/graph.ts'
import { quoted } from '../graph/words.ts'
import { listWords } from '../words.ts'
import { invalid } from './invalid.ts'

/** Holds names of outputs against the graph, where that is known. */
export interface HeadKeys {
  /** @throws VitrineError `export-invalid`, which names the key */
  name(key: string, value: string | undefined): string
  names(key: string, values: readonly string[] | undefined): readonly string[]
}

/** @param group of keys in `vitrine.json`, such as "detection" */
export function headKeys(group: string, graph: GraphFacts | undefined): HeadKeys {
  const all = graph?.outputs.map((output) => output.name)
  function name(key: string, value: string | undefined): string {
    const path = `${group}.${key}`
    const has = all === undefined ? '' : ` (${listWords(all.map(quoted), 12)})`
    if (value === undefined) throw invalid(path, `it must name an output of the model${has}`)
    if (all?.includes(value) === false) {
      throw invalid(path, `the model has no output ${quoted(value)}${has}`)
    }
    return value
  }
  return {
    name,
    names: (key, values) => (values ?? [undefined]).map((value) => name(key, value)),
  }
}
