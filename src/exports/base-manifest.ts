import { accentColours } from '../core/colours/accent.ts'
import type { DemoTheme, Layout, Manifest } from '../protocol/manifest.ts'
import type { VitrineJson } from '../protocol/vitrine-json.ts'
import { says } from './author.ts'
import type { Found } from './found.ts'
import { printable } from './graph/words.ts'
import { requireFile } from './folder.ts'
import type { ReadableFolder } from './readable-folder.ts'
import { nameOfTask } from './words.ts'

/** A finding, and the layout whose reader it is of. */
export interface FoundIn extends Found {
  readonly layout: Layout
}

/** What only the reader of the task knows to say. */
export interface TaskWords {
  readonly reasons: readonly string[]
  readonly notes: readonly string[]
  readonly guessed: readonly string[]
}

type Base = Omit<Manifest, 'task' | 'files' | 'recognised'>

/** What manifests of all tasks have in common. */
export function baseManifest(
  folder: ReadableFolder,
  author: VitrineJson,
  found: FoundIn,
  own: TaskWords,
): Base {
  const { id, base } = folder
  const { title, description, licence = found.licence, measured, model, task, theme } = author
  const { variants } = found
  const guessed = [...(found.guessed ?? []), ...own.guessed].filter((key) => !says(author, key))
  const notes = [...(found.notes ?? []), ...own.notes]
  const what =
    task === undefined
      ? `${nameOfTask(found.recognised ?? found.task)}, because ${found.because}`
      : `${nameOfTask(task)}, because vitrine.json or you say so`
  return {
    id,
    base,
    title: printable(title ?? found.title ?? id, lengths.title),
    description: cut(description ?? '', lengths.text),
    ...(licence !== undefined && { licence: printable(licence, lengths.title) }),
    ...(measured !== undefined && { measured: cut(measured, lengths.line) }),
    ...(theme !== undefined && { theme: themeOf(theme, folder) }),
    layout: found.layout,
    reasons: unique([what, ...(found.reasons ?? []), ...own.reasons]),
    model: found.model,
    ...(variants !== undefined && { variants }),
    // Named by the author or chosen on the page: the device has no say then.
    ...(variants !== undefined && model !== undefined && { pinned: model }),
    ...(notes.length > 0 && { notes: unique(notes) }),
    ...(guessed.length > 0 && { guessed: unique(guessed) }),
  }
}

/** @throws VitrineError `export-incomplete` where there is no such picture */
function themeOf(
  { accent, logo }: NonNullable<VitrineJson['theme']>,
  folder: ReadableFolder,
): DemoTheme {
  if (logo !== undefined) requireFile(folder, logo)
  return {
    ...(accent !== undefined && { accent, colours: accentColours(accent) }),
    ...(logo !== undefined && { logo }),
  }
}

/** A metadata entry may be a book; these are lines on a page. */
const lengths = { title: 120, line: 300, text: 4000 } as const

function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list.map((line) => printable(line, lengths.line)))]
}
