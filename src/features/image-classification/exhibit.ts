import type { Exhibit } from '../../pictures/exhibit.ts'
import type { Prediction } from '../../protocol/manifest.ts'

export interface Asked {
  readonly topK: number
}

export type ClassesExhibit = Exhibit<'image-classification', Asked>

export function predictionsOf(
  exhibit: ClassesExhibit,
  topK: number,
): readonly Prediction[] | undefined {
  switch (exhibit.kind) {
    case 'nothing':
      return undefined
    case 'beforehand':
      return exhibit.example.predictions?.slice(0, topK)
    case 'live':
      return exhibit.result.predictions
    default:
      return exhibit satisfies never
  }
}
