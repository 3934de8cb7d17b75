/** The address of a file of an export. `base` is absolute; a name may hold `#`, `?` and spaces, its separators stay. */
export function fileUrl(base: string, path: string): string {
  return new URL(path.split('/').map(encodeURIComponent).join('/'), base).href
}
