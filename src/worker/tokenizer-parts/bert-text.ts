import { lowerCase } from './lower-case.ts'

interface Settings {
  readonly clean_text?: boolean
  readonly handle_chinese_chars?: boolean
  readonly strip_accents?: boolean | null
  readonly lowercase?: boolean
}

/** What BERT's tokenizers make of a text before they look for words, in the order in which the Rust library does it. */
export function bertText(text: string, settings: Settings): string {
  const { lowercase = false, strip_accents: stripAccents } = settings
  let result = text
  if (settings.clean_text) result = result.replace(dropped, '').replace(/\p{White_Space}/gu, ' ')
  if (settings.handle_chinese_chars) result = result.replace(chinese, ' $& ')
  if (stripAccents ?? lowercase) result = result.normalize('NFD').replace(/\p{Mn}/gu, '')
  return lowercase ? lowerCase(result) : result
}

/** Tab and line ends are blanks; every other control character goes. */
const dropped = /[\0\uFFFD]|(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu

/** The blocks that BERT's authors counted as Chinese. */
const chinese =
  /[\u4E00-\u9FFF\u3400-\u4DBF\uF900-\uFAFF\u{20000}-\u{2A6DF}\u{2A700}-\u{2B81F}\u{2B920}-\u{2CEAF}\u{2F800}-\u{2FA1F}]/gu
