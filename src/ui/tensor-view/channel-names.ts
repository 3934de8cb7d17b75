import type { ImagePreprocessing } from '../../core/pixels/preprocess.ts'

/** In the tensor's own order. */
export function channelNames({
  channels,
  colours,
}: Pick<ImagePreprocessing, 'channels' | 'colours'>): readonly string[] {
  if (channels === 1) return ['Grey']
  const names = ['Red', 'Green', 'Blue']
  return colours === 'BGR' ? names.reverse() : names
}
