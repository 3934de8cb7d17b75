import { findTruth } from '../../core/table/find-truth.ts'
import { columnsInOrder, matchColumns } from '../../core/table/match-columns.ts'
import type { LookResult, TableReading } from '../../protocol/table-tasks.ts'
import type { Head } from './head-of.ts'
import type { TableManifest } from './manifest.ts'

/** A file that was looked at, and how it is to be read. */
export interface Plan {
  readonly file: File
  readonly name: string
  readonly reading: TableReading
  readonly header: readonly string[]
  readonly firstRows: readonly (readonly string[])[]
  readonly notes: readonly string[]
}

export function planOf(file: File, look: LookResult, manifest: TableManifest): Plan {
  const { reading, header, firstRows, notes } = look
  const plan: Plan = { file, name: nameOf(file), reading, header, firstRows, notes }
  const before = choices.get(keyOf(plan, manifest))
  return before === undefined ? plan : { ...plan, reading: { ...reading, ...before } }
}

export function nameOf(file: File): string {
  return file.name === '' ? 'the rows' : file.name
}

type Form = Pick<TableReading, 'delimiter' | 'encoding' | 'decimal' | 'header'>

/** The same file read otherwise. Where that makes other columns of it, they are matched anew. */
export function readOtherwise(plan: Plan, form: Form, head: Head, manifest: TableManifest): Plan {
  const reading = { ...plan.reading, ...form }
  const { header, rows: firstRows } = head
  const isSame =
    header.length === plan.header.length &&
    header.every((name, place) => name === plan.header[place])
  if (isSame) return { ...plan, reading, firstRows, notes: [] }
  const fresh: Plan = { ...plan, reading, header, firstRows, notes: [] }
  const choice = choices.get(keyOf(fresh, manifest)) ?? matched(fresh, manifest)
  const { truth: _, ...rest } = reading
  return { ...fresh, reading: { ...rest, ...choice } }
}

/** As the worker does when it looks at a file. */
function matched({ reading, header, firstRows }: Plan, manifest: TableManifest): Choice {
  const features = manifest.features.map(({ name }) => name)
  const byName = reading.header ? matchColumns(features, header) : features.map(() => null)
  const taken = new Set(byName.filter((place) => place !== null))
  const answers =
    manifest.task === 'tabular-classification'
      ? { classes: manifest.labels, targets: [] }
      : { classes: [], targets: manifest.targets.map(({ name }) => name) }
  const names = reading.header ? header : header.map(() => '')
  const truth = findTruth(names, firstRows, taken, answers)
  const columns = (taken.size > 0 ? undefined : columnsInOrder(features, header, truth)) ?? byName
  return { columns, ...(truth !== undefined && !columns.includes(truth) && { truth }) }
}

/** A column serves one feature: who takes it takes it away. */
export function mapFeature(plan: Plan, feature: number, column: number | null): Plan {
  const columns = plan.reading.columns.map((before, index) =>
    index === feature ? column : before === column ? null : before,
  )
  const { truth, ...rest } = plan.reading
  const keepsTruth = truth !== undefined && truth !== column
  return { ...plan, reading: { ...rest, columns, ...(keepsTruth && { truth }) } }
}

export function mapTruth(plan: Plan, column: number | undefined): Plan {
  const { truth: _, ...rest } = plan.reading
  return { ...plan, reading: { ...rest, ...(column !== undefined && { truth: column }) } }
}

/** Features without a column that no row can do without. */
export function lacking({ reading }: Plan, manifest: TableManifest): readonly string[] {
  return manifest.features
    .filter((feature, index) => reading.columns[index] == null && !mayMiss(feature.name, manifest))
    .map(({ name }) => name)
}

export function mayMiss(name: string, { features, steps }: TableManifest): boolean {
  return (
    features.some((feature) => feature.name === name && feature.mayBeMissing === true) ||
    steps.some((step) => step.kind === 'impute' && step.feature === name)
  )
}

type Choice = Pick<TableReading, 'columns' | 'truth'>

/** What was chosen for a table with these columns, for the next one that has the same. */
const choices = new Map<string, Choice>()
const mostChoices = 20

export function remember(plan: Plan, manifest: TableManifest): void {
  const key = keyOf(plan, manifest)
  const { columns, truth } = plan.reading
  choices.delete(key)
  choices.set(key, { columns, ...(truth !== undefined && { truth }) })
  const [first] = choices.keys()
  if (choices.size > mostChoices && first !== undefined) choices.delete(first)
}

function keyOf({ header }: Pick<Plan, 'header'>, { base, id, features }: TableManifest): string {
  return JSON.stringify([base, id, features.map(({ name }) => name), header])
}
