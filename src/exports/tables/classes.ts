import type { GraphFacts } from '../../protocol/graph.ts'
import { labelsOf, type ClassLabels } from '../class-labels.ts'
import type { Given } from './given.ts'
import type { ClassifierOutputs } from './table-outputs.ts'

export interface TableClasses extends ClassLabels {
  /** The output with the class, unless the place of the best probability says more. */
  readonly label: string | undefined
}

/**
 * What the classes are called: the author's word, else the names that the graph holds, else a file beside the model,
 * else the graph's numbers.
 * @throws VitrineError `export-incomplete`, `export-invalid`
 */
export async function tableClasses(
  { folder, author, found }: Given,
  graph: GraphFacts,
  { label, probabilities, width, zipMap }: ClassifierOutputs,
): Promise<TableClasses> {
  const held = zipMap?.classes.length ? zipMap.classes : (graph.table?.classes ?? [])
  const isNumbered = held.every((name) => /^-?\d+$/.test(name))
  const counted = held.length > 0 ? held.length : width === 1 ? 2 : width
  // Those who binarise give one column, of the second class.
  const own = counted === undefined || held.length === counted ? held : []
  const names = await labelsOf(folder, author, {
    model: found.model,
    classes: counted,
    ...(!isNumbered && { labels: own }),
    ...(counted === undefined && { fits: [] }),
  })
  const isFit = counted === undefined || names.labels.length === counted
  if (names.labels.length === 0 || !isFit) {
    const reasons = own.length > 0 ? [] : names.reasons
    return { ...names, reasons, labels: own, label }
  }
  // Other numbers than 0, 1, 2… are not the places of the names.
  const isPlaced = isNumbered && own.some((name, index) => name !== String(index))
  const isOther = isPlaced && !names.labels.every((name, index) => name === own[index])
  if (isOther && probabilities === undefined) {
    const note = `The model’s classes are the numbers ${own.slice(0, 5).join(', ')}, which no names are known for.`
    return { ...names, labels: own, notes: [...names.notes, note], label }
  }
  return { ...names, label: isOther ? undefined : label }
}
