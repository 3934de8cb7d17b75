export interface Inserted {
  readonly text: string
  /** Where the caret stands afterwards. */
  readonly caret: number
}

/** Puts the mask in place of what is selected, as a word of its own. */
export function insertMask(text: string, maskToken: string, start: number, end: number): Inserted {
  const [before, after] = [text.slice(0, start), text.slice(end)]
  const gapBefore = /[\p{L}\p{N}\p{P}]$/u.test(before) && !/[([{“"'‘«-]$/.test(before) ? ' ' : ''
  const gapAfter = /^[\p{L}\p{N}]/u.test(after) ? ' ' : ''
  const head = before + gapBefore + maskToken
  return { text: head + gapAfter + after, caret: head.length }
}
