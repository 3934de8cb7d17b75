import { isPictureName } from '../../ui/picture-name.ts'
import { isHidden, type EntryFile } from '../../ui/read-entries.ts'

/** One of many pictures; its path says what lies around it, and perhaps its class. */
export type Item = EntryFile

export const maxPictures = 2000

/** What was given, when it will do, or why not. */
export type Gathered =
  | {
      readonly status: 'pictures'
      /** In the order of their paths. */
      readonly items: readonly Item[]
      /** Files beside them that are no pictures, by their names. */
      readonly leftOut: number
    }
  | { readonly status: 'none' }
  | { readonly status: 'too-many' }

/** What a file input gives: files with the paths of a folder, or loose ones. */
export function filesOf(files: readonly File[]): readonly EntryFile[] {
  return files.map((file) => ({ path: file.webkitRelativePath || file.name, file }))
}

export function gather(files: readonly EntryFile[]): Gathered {
  const visible = files.filter(({ path }) => !path.split('/').some(isHidden))
  const items = visible.filter(
    ({ path, file }) => isPictureName(path) || file.type.startsWith('image/'),
  )
  if (items.length === 0) return { status: 'none' }
  if (items.length > maxPictures) return { status: 'too-many' }
  const { compare } = new Intl.Collator('en', { numeric: true })
  const sorted = items.toSorted((one, other) => compare(one.path, other.path))
  return { status: 'pictures', items: sorted, leftOut: visible.length - items.length }
}
