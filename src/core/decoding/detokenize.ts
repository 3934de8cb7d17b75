/** What decoders write for bytes that are no character, or not yet one. */
const replacement = '\uFFFD'
/** An unfinished UTF-8 character has at most 3 bytes, and some decoders write one U+FFFD for each. */
const longestUnfinished = 3
/** Enough tokens of a prompt to know what its continuation follows. */
const contextTokens = 8
/** Only a run of bytes that never become characters makes the window this long; then it is halved. */
const longestWindow = 32

export interface Detokenizer {
  /** Takes the next token and gives the characters that are certain now; empty while one is incomplete. */
  push(id: number): string
  /** What `push` would add to the text so far, U+FFFD for an incomplete character included. Changes nothing. */
  peek(id: number): string
  /** What is still held back at the end: U+FFFD where the last character stayed incomplete. */
  flush(): string
}

/**
 * Turns tokens into text one by one, in constant time for each. All pieces and the flush together are exactly what
 * `decode(context + ids)` has after `decode(context)`, or, where the context ends in the middle of a character, after
 * what the two have in common: whoever completes it hands out the whole character.
 *
 * A token alone cannot be decoded: its bytes may be half a character, and its leading space disappears at the
 * start of a text. So a short window of tokens is decoded, and what it gained is handed out. (The idea of prefix
 * and read offsets is from text-generation-inference, server/text_generation_server/models/model.py.)
 *
 * @param decode the tokenizer's, without special tokens; gives '' for no tokens
 * @param context the prompt's tokens, so that the continuation of "there" begins with " was", not with "was"
 */
export function createDetokenizer(
  decode: (ids: readonly number[]) => string,
  context: readonly number[] = [],
): Detokenizer {
  let window = visibleEnd(decode, context)
  /** The first tokens of the window: they are only there for those behind them. */
  let anchorLength = window.length
  const contextText = decode(window)
  /** Characters of the decoded window that were handed out, or that the context has. */
  let emitted = contextText.length
  /** Whether the context's U+FFFD stand for characters that may come yet, or for themselves. */
  let isContextOpen = unfinishedLength(contextText) > 0

  /** How much of `text`, the decoded window, is not new. */
  function knownOf(text: string): number {
    return isContextOpen ? commonLength(contextText, text) : emitted
  }

  function moveTo(tail: number[], heldBack: number): void {
    const length = decode(tail).length
    // Tokens without text, as special ones, cannot stand for the start of the text.
    if (length <= heldBack) return
    window = tail
    anchorLength = tail.length
    emitted = length - heldBack
  }

  /** True for special tokens and the like: left out of the window, or a long run of them would fill it. */
  function isSilent(id: number): boolean {
    const anchor = window.slice(0, anchorLength)
    return decode([...anchor, id, id, ...anchor]) === decode([...anchor, ...anchor])
  }

  return {
    push(id) {
      window.push(id)
      const text = decode(window)
      const heldBack = unfinishedLength(text)
      const certain = text.length - heldBack
      const known = knownOf(text)
      const piece = text.slice(known, certain)
      emitted = Math.max(known, certain)
      if (certain >= contextText.length) isContextOpen = false
      if (heldBack > 0) {
        const tail = window.slice(-longestWindow / 2)
        if (window.length > longestWindow && unfinishedLength(decode(tail)) === heldBack) {
          moveTo(tail, heldBack)
        }
      } else if (piece !== '') moveTo(window.slice(anchorLength), 0)
      else if (isSilent(id)) window.pop()
      return piece
    },
    peek(id) {
      const text = decode([...window, id])
      return text.slice(knownOf(text))
    },
    flush() {
      const text = decode(window)
      const rest = text.slice(knownOf(text))
      emitted = text.length
      isContextOpen = false
      return rest
    },
  }
}

function unfinishedLength(text: string): number {
  let length = 0
  while (length < longestUnfinished && text.at(-1 - length) === replacement) length += 1
  return length
}

function commonLength(one: string, other: string): number {
  let length = 0
  while (length < one.length && one[length] === other[length]) length += 1
  return length
}

/** The shortest end of the context, in doubling steps, that has text; all of it when none has. */
function visibleEnd(
  decode: (ids: readonly number[]) => string,
  context: readonly number[],
): number[] {
  let length = contextTokens
  while (length < context.length && decode(context.slice(-length)) === '') length *= 2
  return context.slice(-length)
}
