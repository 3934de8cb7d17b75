import { useCallback } from 'react'

interface PixelCanvasProps {
  width: number
  height: number
  /** width × height × 4 bytes. */
  pixels: Uint8ClampedArray
  /** What it shows; without words it is decoration. */
  name?: string
  /** Blends between pixels; without it each of them is a square. */
  isSmooth?: boolean
  className?: string
}

/** Pixels as they are, at whatever size the page gives them. */
export function PixelCanvas(props: PixelCanvasProps) {
  const { width, height, pixels, name, isSmooth = false, className = '' } = props
  const draw = useCallback(
    (canvas: HTMLCanvasElement | null) => {
      const context = canvas?.getContext('2d')
      if (canvas === null || context == null) return
      const image = context.createImageData(width, height)
      image.data.set(pixels)
      context.putImageData(image, 0, 0)
    },
    [width, height, pixels],
  )
  return (
    <canvas
      ref={draw}
      width={width}
      height={height}
      {...(name === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name })}
      className={`${isSmooth ? '' : '[image-rendering:pixelated]'} ${className}`}
    />
  )
}
