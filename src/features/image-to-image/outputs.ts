import type { Exhibit } from '../../pictures/exhibit.ts'
import type { Pictures } from '../../pictures/use-pictures.ts'

/** There is nothing to ask for besides the picture. */
export type Outputs = Pictures<'image-to-image', undefined>

export type LiveOutput = Extract<Exhibit<'image-to-image', undefined>, { kind: 'live' }>
