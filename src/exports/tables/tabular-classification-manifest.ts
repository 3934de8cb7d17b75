import type { GraphFacts } from '../../protocol/graph.ts'
import type { TensorsManifest } from '../../protocol/manifest.ts'
import type { TabularClassificationManifest } from '../../protocol/table-manifests.ts'
import { tableClasses } from './classes.ts'
import { invalid, type Given } from './given.ts'
import { seeTable, tableBase, tensorsInstead } from './table-base.ts'
import { classifierOutputs } from './table-outputs.ts'

const zipMapNote =
  'The graph gives its probabilities as maps; the tensor before them is used instead.'

/** @throws VitrineError `export-invalid`, `export-incomplete`, and what reading the graph throws */
export async function tabularClassificationManifest(
  given: Given,
): Promise<TabularClassificationManifest | TensorsManifest> {
  const seen = await seeTable(given)
  if (typeof seen === 'string') return tensorsInstead(given, 'tabular-classification', seen)
  const outputs = classifierOutputs(seen.graph)
  if (outputs.label === undefined && outputs.probabilities === undefined) {
    return tensorsInstead(given, 'tabular-classification', noClasses(seen.graph))
  }
  if (given.author.output === 'logits') {
    throw invalid('output', 'a model of tables gives classes or probabilities')
  }
  const { zipMap, probabilities } = outputs
  const { label, labels, ...words } = await tableClasses(given, seen.graph, outputs)
  const notes = zipMap === undefined ? words.notes : [zipMapNote, ...words.notes]
  return {
    ...(await tableBase(given, seen, { ...words, notes })),
    task: 'tabular-classification',
    ...(label !== undefined && { label }),
    ...(probabilities !== undefined && { probabilities }),
    labels,
    ...(zipMap !== undefined && { zipMap: { tensor: zipMap.tensor, output: zipMap.output } }),
  }
}

function noClasses({ outputs }: GraphFacts): string {
  const [only, ...more] = outputs
  return only === undefined || more.length > 0
    ? 'None of its outputs is a class or a probability for each row.'
    : `Its output “${only.name}” is neither a class nor a probability for each row.`
}
