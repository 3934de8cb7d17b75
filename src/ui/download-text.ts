/** Long enough for a browser that asks where to put the file. */
const keepMs = 60_000

/** Hands a text to the visitor as a file. The type is for its maker to fix, never for the text to say. */
export function downloadText(name: string, type: 'application/json', text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), keepMs)
}
