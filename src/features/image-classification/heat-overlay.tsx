import { heatPixels } from '../../core/pixels/heat.ts'
import type { OcclusionMap, PictureFacts } from '../../protocol/picture-tasks.ts'
import { PixelCanvas } from '../../ui/pixel-canvas.tsx'

interface HeatOverlayProps {
  heat: OcclusionMap
  picture: PictureFacts
  /** 0 to 1. */
  opacity: number
}

/** Over the picture, where what was cut away for the model stays bare. */
export function HeatOverlay({ heat, picture, opacity }: HeatOverlayProps) {
  const { columns, rows, area } = heat
  const [across, down] = [100 / picture.width, 100 / picture.height]
  return (
    <div
      className="pointer-events-none absolute"
      style={{
        left: `${area.left * across}%`,
        top: `${area.top * down}%`,
        width: `${area.width * across}%`,
        height: `${area.height * down}%`,
        opacity,
      }}
    >
      <PixelCanvas
        width={columns}
        height={rows}
        pixels={heatPixels(heat)}
        name={`What matters for “${heat.class}”`}
        isSmooth
        className="block size-full"
      />
    </div>
  )
}
