import type { ImagePreprocessing } from '../../core/pixels/preprocess.ts'
import type { Occlusion } from '../../protocol/picture-tasks.ts'

export type Detail = 'coarse' | 'medium' | 'fine'

/** Parts along the shorter side. */
const counts: Readonly<Record<Detail, number>> = { coarse: 6, medium: 10, fine: 16 }

export const details: readonly (readonly [Detail, string])[] = [
  ['coarse', 'Coarse, 6 × 6'],
  ['medium', 'Medium, 10 × 10'],
  ['fine', 'Fine, 16 × 16'],
]

/** Patches half as large again as their cells: parts that belong together are covered together now and then. */
export function gridFor(
  detail: Detail,
  { width, height }: Pick<ImagePreprocessing, 'width' | 'height'>,
): Pick<Occlusion, 'patch' | 'step'> & { parts: number } {
  const step = Math.max(1, Math.round(Math.min(width, height) / counts[detail]))
  const patch = Math.max(1, Math.round(step * 1.5))
  return { patch, step, parts: Math.round(width / step) * Math.round(height / step) }
}
