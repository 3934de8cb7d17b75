import type { ImageTiming, PictureFacts, PictureResult } from '../protocol/picture-tasks.ts'
import { formatMs } from '../ui/format.ts'
import type { Exhibit, PictureTask } from './exhibit.ts'

export function timingWords<T extends PictureTask>(exhibit: Exhibit<T, unknown>): string {
  if (exhibit.kind === 'nothing') return 'Not run yet'
  if (exhibit.kind === 'beforehand') return 'Computed beforehand with this model'
  const { timing, resampled }: PictureResult = exhibit.result
  return [
    durationsOf(timing),
    ...(resampled === 'quick' ? ['quick resize, not Pillow’s'] : []),
  ].join(' · ')
}

function durationsOf({ decodeMs, preprocessMs, runMs, totalMs, cold }: ImageTiming): string {
  return [
    `decode ${formatMs(decodeMs)}`,
    `prepare ${formatMs(preprocessMs)}`,
    `run ${formatMs(runMs)}`,
    `total ${formatMs(totalMs)} ms`,
    cold ? 'cold' : 'warm',
  ].join(' · ')
}

/** What the file really was, as the worker found it. */
export function pictureWords(facts: PictureFacts, fileName: string | undefined): string {
  const { format, width, height, animated } = facts
  return [
    `${format === 'frame' ? 'Camera' : format}, ${width} × ${height}`,
    misnamed(format, fileName),
    animated ? 'first frame of an animation' : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(' · ')
}

/** Endings by format, where a format has several or another one than its name. */
const endings: Readonly<Record<string, readonly string[]>> = {
  JPEG: ['jpg', 'jpeg', 'jpe', 'jfif', 'pjpeg', 'pjp'],
  PNG: ['png', 'apng'],
  BMP: ['bmp', 'dib'],
}

function misnamed(format: string, fileName: string | undefined): string | undefined {
  const ending = fileName?.match(/\.([a-z0-9]{2,5})$/i)?.[1]?.toLowerCase()
  if (ending === undefined) return undefined
  const expected = endings[format] ?? [format.toLowerCase()]
  return expected.includes(ending) ? undefined : `${format} named .${ending}`
}
