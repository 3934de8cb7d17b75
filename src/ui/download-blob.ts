/** Long enough for a browser that asks where to put the file. */
const keepMs = 60_000

/** Hands bytes to the visitor as a file under this name. Their type is for their maker to fix. */
export function downloadBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), keepMs)
}
