import type { TokenizerSource } from '../../../../protocol/manifest.ts'
import { pythonLiteral } from '../literals.ts'
import { lines } from '../snippet.ts'

/** `encode(text, special=True)` and `decode(ids)`, as the page reads a tokenizer's files. */
export function pythonTokenizer({
  path,
  configPath,
}: Extract<TokenizerSource, { path: string }>): string {
  return lines(
    `tokenizer = Tokenizer.from_file(${pythonLiteral(path)})`,
    'tokenizer.no_padding()',
    'tokenizer.no_truncation()',
    configPath !== undefined &&
      `config = json.load(open(${pythonLiteral(configPath)}, encoding="utf-8"))`,
    '',
    '',
    'def encode(text, special=True):',
    '    ids = tokenizer.encode(text, add_special_tokens=special).ids',
    ...(configPath === undefined
      ? []
      : [
          '    if special and config.get("add_bos_token"):',
          '        bos = config.get("bos_token")',
          '        bos = tokenizer.token_to_id(bos["content"] if isinstance(bos, dict) else bos)',
          '        ids = ids if ids[:1] == [bos] else [bos, *ids]',
        ]),
    '    return ids',
    '',
    '',
    'def decode(ids):',
    '    return tokenizer.decode(ids, skip_special_tokens=True)',
  )
}
