/** Lines without those that are empty at the end; one in the middle is a class without a name. */
export function linesOf(text: string): readonly string[] {
  const trimmed = text.replace(/\s+$/, '')
  return trimmed === '' ? [] : trimmed.split(/\r?\n/).map((line) => line.trim())
}
