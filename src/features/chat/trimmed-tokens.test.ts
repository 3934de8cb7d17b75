import { expect, it } from 'vitest'
import { writtenUntil } from '../../protocol/generation-json.ts'
import { buildStep } from '../../testing/builders.ts'
import { trimmedTokens } from './trimmed-tokens.ts'

function trimmed(pieces: readonly string[], text?: string) {
  const steps = pieces.map(buildStep)
  const written = writtenUntil(steps)
  const found = trimmedTokens({ ...written, text: text ?? written.text, contextFull: false, steps })
  return found && [...found.tokens.map((token) => token.text), found.after]
}

it.each([
  [
    [' Hi', ' you', '.\n'],
    ['Hi', ' you', '.', ''],
  ],
  [
    ['\n', ' \n', 'Hi', '\n', '\n'],
    ['', '', 'Hi', '', '', ''],
  ],
  [
    [' ', '\n'],
    ['', '', ''],
  ],
])('leaves the white space around an answer out of its tokens: %j', (pieces, expected) => {
  expect(trimmed(pieces)).toEqual(expected)
})

it('gives what only the whole text has behind them', () => {
  expect(trimmed([' Hi', ' '], ' Hi \ufffd\n')).toEqual(['Hi', ' ', '\ufffd'])
})

it('gives none where they are not those of the text', () => {
  expect(trimmed([])).toBeUndefined()
  expect(trimmed(['Hi'], 'Ho')).toBeUndefined()
})
