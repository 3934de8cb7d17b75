import { downloadBlob } from './download-blob.ts'

/** Hands a text to the visitor as a file. The type is for its maker to fix, never for the text to say. */
export function downloadText(name: string, type: 'application/json', text: string): void {
  downloadBlob(new Blob([text], { type }), name)
}
