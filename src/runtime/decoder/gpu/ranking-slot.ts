import type { TokenProbability } from '../../../core/decoding/logits.ts'

/**
 * What the kernel says of one position, in 16 bytes. Four 32-bit words, lowest bits first:
 *
 *     0  id of the 1st (21)        id of the 2nd, lower half (11)
 *     1  … upper half (10)         id of the 3rd (21)               unused (1)
 *     2  probability 1st (16)      probability 2nd (16)
 *     3  probability 3rd (16)      1 when the logits are not finite (1)
 *
 * Probabilities are in units of 1/65535.
 */
export const slotBytes = 16

/** Stands for no token, where the vocabulary has fewer than three. */
export const noId = 2 ** 21 - 1
/** Ids are below this. */
export const mostIds = noId

/**
 * @param words of one slot
 * @returns undefined where the logits are not finite; fewer than three in a smaller vocabulary
 */
export function readSlot(words: Uint32Array): readonly TokenProbability[] | undefined {
  const [first = 0, second = 0, third = 0, fourth = 0] = words
  if (((fourth >>> 16) & 1) === 1) return undefined
  const ranking = [
    { id: first & noId, prob: (third & 0xffff) / 0xffff },
    { id: (first >>> 21) | ((second & 0x3ff) << 11), prob: (third >>> 16) / 0xffff },
    { id: (second >>> 10) & noId, prob: (fourth & 0xffff) / 0xffff },
  ]
  return ranking.filter(({ id }) => id !== noId)
}
