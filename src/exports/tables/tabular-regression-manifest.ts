import type { TensorsManifest } from '../../protocol/manifest.ts'
import type { TabularRegressionManifest } from '../../protocol/table-manifests.ts'
import { invalid, type Given } from './given.ts'
import { seeTable, tableBase, tensorsInstead } from './table-base.ts'
import { regressionOutput } from './table-outputs.ts'

/** @throws VitrineError `export-invalid`, and what reading the graph throws */
export async function tabularRegressionManifest(
  given: Given,
): Promise<TabularRegressionManifest | TensorsManifest> {
  const seen = await seeTable(given)
  if (typeof seen === 'string') return tensorsInstead(given, 'tabular-regression', seen)
  const found = regressionOutput(seen.graph)
  if (found === undefined) {
    const problem = 'None of its outputs is a number for each row.'
    return tensorsInstead(given, 'tabular-regression', problem)
  }
  const { output, width } = found
  const { targets: said } = given.author
  const targets = (said ?? []).map((target) =>
    typeof target === 'string' ? { name: target } : target,
  )
  if (said !== undefined && width !== undefined && said.length !== width) {
    throw invalid('targets', `there are ${said.length}, and the graph gives ${width} for each row`)
  }
  return {
    ...(await tableBase(given, seen, { reasons: [], notes: [], guessed: [] })),
    task: 'tabular-regression',
    output,
    targets: said === undefined ? numbered(output, width ?? 1) : targets,
  }
}

/** Nobody says what they are. */
function numbered(output: string, width: number): { readonly name: string }[] {
  if (width === 1) return [{ name: output === 'variable' ? 'prediction' : output }]
  return Array.from({ length: Math.min(width, 1000) }, (_, index) => ({
    name: `${output}_${index}`,
  }))
}
