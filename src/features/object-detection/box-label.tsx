import type { Rectangle } from '../../core/pixels/rectangle.ts'
import { labelStyle } from './box-labels.ts'

interface BoxLabelProps {
  text: string
  place: Rectangle
  colour: string
}

export function BoxLabel({ text, place, colour }: BoxLabelProps) {
  const { left, top, width, height } = place
  return (
    <g>
      <rect x={left} y={top} width={width} height={height} rx={3} fill={colour} />
      <text
        x={left + labelStyle.paddingPx}
        y={top + height / 2}
        dominantBaseline="central"
        fontSize={labelStyle.sizePx}
        fontWeight={600}
        fill="#fff"
      >
        {text}
      </text>
    </g>
  )
}
