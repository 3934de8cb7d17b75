/** A token for people: whitespace made visible, and in words for those who listen. */
export interface TokenWords {
  readonly shown: string
  readonly spoken: string
}

const blanks: Readonly<Record<string, { shown: string; spoken: string }>> = {
  ' ': { shown: '·', spoken: 'space' },
  '\n': { shown: '↵', spoken: 'new line' },
  '\t': { shown: '⇥', spoken: 'tab' },
}

export function wordsOfToken(text: string): TokenWords {
  const shown = text.replace(/\s/gu, (blank) => blanks[blank]?.shown ?? '·')
  const bare = text.trim()
  if (bare !== '') return { shown, spoken: bare }
  const names = Array.from(text, (blank) => blanks[blank]?.spoken ?? 'space')
  return { shown: shown || 'nothing', spoken: names.join(', ') || 'nothing' }
}
