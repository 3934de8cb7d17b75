import { heatPlace, type HeatPlace } from '../../core/pixels/heat.ts'
import type { ImageTiming, OcclusionMap } from '../../protocol/picture-tasks.ts'
import { formatDuration, plural } from '../../ui/format.ts'

const rows = ['top', 'middle', 'bottom'] as const
const columns = ['left', 'middle', 'right'] as const

/** What a heat map shows, for those who cannot see it and for those who can. */
export function heatWords(heat: OcclusionMap): string {
  const place = heatPlace(heat)
  const name = `“${heat.class}”`
  if (place.kind === 'nowhere') {
    return `For ${name} no single part matters: covering any of them changes next to nothing.`
  }
  const points = `covering a part takes up to ${(place.drop * 100).toFixed(1)} points of its probability`
  return place.kind === 'everywhere'
    ? `For ${name} no place stands out: ${points}, nearly anywhere.`
    : `For ${name} the ${placeWords(place)} matters most: ${points}.`
}

function placeWords({ row, column }: Extract<HeatPlace, { kind: 'there' }>): string {
  const [down, across] = [rows[row], columns[column]]
  if (down === 'middle' && across === 'middle') return 'middle'
  return `${down} ${across}`
}

/** What it costs, said beforehand: at most, for a model may take several pictures at once. */
export function costWords(parts: number, { runMs, cold }: ImageTiming): string {
  const last = cold ? 'the last one, which was the first and slow' : 'the last one'
  return `${plural(parts, 'part')} to cover: at most ${parts} runs, about ${formatDuration(parts * runMs)} at the speed of ${last}.`
}
