import type { Manifest, ManifestOf, Task } from '../../../protocol/manifest.ts'
import type { Asked, AskedOf } from './asked.ts'

/** What writes the program of each task, in one language. */
export type Programs = { readonly [T in Task]: Program<T> }

type Program<T extends Task> = (asked: AskedOf<ManifestOf<T>>) => string

export function programOf(programs: Programs, asked: Asked): string {
  // A row's types are tied to its task; TypeScript cannot follow that through a lookup by a union.
  const program = programs[asked.manifest.task] as (asked: AskedOf<Manifest>) => string
  return program(asked)
}
