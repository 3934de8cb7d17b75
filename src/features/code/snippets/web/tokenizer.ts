import type { TokenizerSource } from '../../../../protocol/manifest.ts'
import { lines } from '../snippet.ts'
import { webPath } from './program.ts'

export const tokenizerImport = "import { Tokenizer } from '@huggingface/tokenizers'"

/** `encode(text, special)` and `decode(ids)`. */
export function webTokenizer({
  path,
  configPath,
}: Extract<TokenizerSource, { path: string }>): string {
  return lines(
    'const json = async (path) => JSON.parse(new TextDecoder().decode(await load(path)))',
    `const config = ${configPath === undefined ? '{}' : `await json(${webPath(configPath)})`}`,
    `const tokenizer = new Tokenizer(await json(${webPath(path)}), config)`,
    '',
    'function encode(text, special = true) {',
    '  const { ids } = tokenizer.encode(text, { add_special_tokens: special })',
    ...(configPath === undefined
      ? ['  return ids']
      : [
          '  if (!special || !config.add_bos_token) return ids',
          '  const bos = tokenizer.token_to_id(config.bos_token?.content ?? config.bos_token)',
          '  return ids[0] === bos ? ids : [bos, ...ids]',
        ]),
    '}',
    'const decode = (ids) =>',
    '  tokenizer.decode(ids, { skip_special_tokens: true, clean_up_tokenization_spaces: false })',
  )
}
