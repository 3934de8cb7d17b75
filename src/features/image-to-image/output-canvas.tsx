/* oxlint-disable jsx-a11y/prefer-tag-over-role -- pixels have no address that an <img> could show */
import { useCallback } from 'react'
import { drawOutput, type OutputPixels } from './draw-output.ts'

interface OutputCanvasProps {
  output: OutputPixels
}

/** What came out, pixel for pixel, as large as what it lies in. */
export function OutputCanvas({ output }: OutputCanvasProps) {
  const draw = useCallback(
    (canvas: HTMLCanvasElement | null) => {
      const context = canvas?.getContext('2d')
      if (context != null) drawOutput(context, output)
    },
    [output],
  )
  return (
    <canvas
      ref={draw}
      role="img"
      aria-label="Output image"
      width={output.width}
      height={output.height}
      className="size-full"
    />
  )
}
