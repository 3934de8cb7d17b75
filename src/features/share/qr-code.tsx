import { useMemo } from 'react'
import { encode } from 'uqr'

/** Modules without anything around the code; cameras want four. */
const quietModules = 4

interface QrCodeProps {
  text: string
  name: string
}

/** Black on white in the dark theme too: not every camera reads it the other way round. */
export function QrCode({ text, name }: QrCodeProps) {
  const { size, path } = useMemo(() => drawQr(text), [text])
  return (
    <svg
      role="img"
      aria-label={name}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="aspect-square w-full max-w-60 rounded-lg border border-line"
    >
      <path fill="#fff" d={`M0 0h${size}v${size}h-${size}z`} />
      <path fill="#000" d={path} />
    </svg>
  )
}

/** The dark modules as one path: a bar for each run of them in a row. */
export function drawQr(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { ecc: 'L', border: quietModules })
  const bars = data.flatMap((row, y) => {
    const line = row.map((isDark) => (isDark ? '1' : '0')).join('')
    return [...line.matchAll(/1+/g)].map(
      ({ 0: { length }, index }) => `M${index} ${y}h${length}v1h-${length}z`,
    )
  })
  return { size, path: bars.join('') }
}
