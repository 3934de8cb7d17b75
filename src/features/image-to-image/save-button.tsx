import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { downloadBlob } from '../../ui/download-blob.ts'
import { outputPng, type OutputPixels } from './draw-output.ts'

interface SaveButtonProps {
  output: OutputPixels
  /** Of the picture that went in. */
  pictureName: string
  onFailed(): void
}

export function SaveButton({ output, pictureName, onFailed }: SaveButtonProps) {
  const [isBusy, setIsBusy] = useState(false)

  async function save() {
    setIsBusy(true)
    try {
      const stem = pictureName.replace(/\.[^.]*$/, '') || 'picture'
      downloadBlob(await outputPng(output), `${stem}-output.png`)
    } catch {
      onFailed()
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <Button disabled={isBusy} aria-busy={isBusy} onClick={() => void save()}>
      Download PNG
    </Button>
  )
}
