import { useMemo, useState } from 'react'
import type { Exhibit } from '../../pictures/exhibit.ts'
import type { ImageSegmentation } from '../../protocol/picture-tasks.ts'
import { segmentsOf, type Segment, type Segmented } from './segments.ts'
import type { Look } from './settings.ts'

export interface Segments extends Segmented {
  readonly result: ImageSegmentation
  /** Those that are listed. */
  readonly listed: readonly Segment[]
  /** Those that are painted: of the listed ones all, or the one that is meant. */
  readonly shown: readonly Segment[]
  /** The label of the one that is shown alone. */
  readonly alone: number | undefined
}

export interface Meant {
  readonly pointed: number | undefined
  readonly alone: number | undefined
}

/** What the answer says, as the visitor wants to see it. In another answer nothing is picked out yet. */
export function useSegments(
  exhibit: Exhibit<'image-segmentation', undefined>,
  { threshold, hasBackground }: Look,
): [Segments | undefined, (meant: Partial<Meant>) => void] {
  const result = exhibit.kind === 'live' ? exhibit.result : undefined
  const picture = exhibit.kind === 'live' ? exhibit.picture : undefined
  const segmented = useMemo(() => result && segmentsOf(result, threshold), [result, threshold])
  const [state, setState] = useState<Meant & { picture: unknown }>({ picture, ...nobody })
  const { pointed, alone } = state.picture === picture ? state : nobody

  const segments = useMemo(() => {
    if (result === undefined || segmented === undefined) return undefined
    const isOnly = segmented.segments.every(({ isBackground }) => isBackground)
    const listed = segmented.segments.filter(
      ({ isBackground }) =>
        !isBackground || hasBackground || (isOnly && result.mask.kind === 'semantic'),
    )
    const meant = listed.find(({ label }) => label === (pointed ?? alone))
    const isThere = listed.some(({ label }) => label === alone)
    return {
      ...segmented,
      result,
      listed,
      shown: meant === undefined ? listed : [meant],
      alone: isThere ? alone : undefined,
    }
  }, [result, segmented, hasBackground, pointed, alone])

  return [
    segments,
    (meant) =>
      setState((before) => ({
        ...(before.picture === picture ? before : nobody),
        ...meant,
        picture,
      })),
  ]
}

const nobody: Meant = { pointed: undefined, alone: undefined }
