import type { Page } from '@playwright/test'

export interface DroppedFile {
  readonly name: string
  readonly bytes: Uint8Array
  /** What the system takes it for. */
  readonly type?: string
}

/** Lets go of loose files over the page, as a hand does. */
export async function dropFiles(page: Page, files: readonly DroppedFile[]): Promise<void> {
  const encoded = files.map(({ name, bytes, type = '' }) => ({
    name,
    type,
    base64: Buffer.from(bytes).toString('base64'),
  }))
  await page.evaluate((given) => {
    const dataTransfer = new DataTransfer()
    for (const { name, type, base64 } of given) {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))
      dataTransfer.items.add(new File([bytes], name, { type }))
    }
    const drop = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true })
    document.body.dispatchEvent(drop)
  }, encoded)
}
