import type { TextGenerationManifest } from '../../../../protocol/manifest.ts'
import { generationOf, type AskedOf } from '../asked.ts'
import { neededFiles } from '../files.ts'
import { jsLiteral } from '../literals.ts'
import { decoderRoles } from '../decoder-roles.ts'
import { blocks, lines } from '../snippet.ts'
import { webChatPrompt } from './chat.ts'
import { webHead, webPath } from './program.ts'
import { tokenizerImport, webTokenizer } from './tokenizer.ts'

/** The whole text anew at each step, without the cache. */
export function webGeneration(asked: AskedOf<TextGenerationManifest>): string {
  const { manifest } = asked
  const { tokenizer, contextLength, stopTokenIds } = manifest
  const { prompt, settings } = generationOf(asked)
  const isChat = typeof prompt !== 'string'
  const imports = [
    ...('path' in tokenizer ? [tokenizerImport] : []),
    ...(isChat ? ["import { Template } from '@huggingface/jinja'"] : []),
  ]
  return blocks(
    webHead(asked, imports),
    lines(
      isChat
        ? `const messages = ${jsLiteral(prompt.map(({ role, content }) => ({ role, content })))}`
        : `const prompt = ${jsLiteral(prompt)}`,
      `const maxNewTokens = ${settings.maxNewTokens}`,
      `const contextLength = ${contextLength} // prompt and continuation together`,
      `const stopTokens = ${jsLiteral(stopTokenIds)}`,
    ),
    'path' in tokenizer
      ? webTokenizer(tokenizer)
      : lines(
          '// The export has no tokenizer: a character’s code is its token.',
          `const encode = (text) => Array.from(text, (character) => character.codePointAt(0) % ${tokenizer.vocabularySize})`,
          "const decode = (ids) => ids.map((id) => `[${id}]`).join('')",
        ),
    pick(settings),
    feedsOf(manifest),
    isChat && webChatPrompt(manifest.chat),
    start(manifest, isChat),
    loop(manifest),
  )
}

function pick(settings: ReturnType<typeof generationOf>['settings']): string {
  const { temperature, topK, topP, repetitionPenalty } = settings
  const penalty =
    repetitionPenalty !== 1 &&
    lines(
      '  for (const id of new Set(ids)) { // repetition penalty',
      `    if (id < logits.length) logits[id] *= logits[id] > 0 ? 1 / ${repetitionPenalty} : ${repetitionPenalty}`,
      '  }',
    )
  if (temperature === 0) {
    return lines(
      'function pick(logits, ids) {',
      penalty,
      '  return logits.reduce((best, logit, id) => (logit > logits[best] ? id : best), 0)',
      '}',
    )
  }
  return lines(
    'function pick(logits, ids) {',
    penalty,
    `  let best = Array.from(logits.keys()).sort((a, b) => logits[b] - logits[a])${topK > 0 ? `.slice(0, ${topK}) // top-k` : ''}`,
    `  const weights = best.map((id) => Math.exp((logits[id] - logits[best[0]]) / ${temperature}))`,
    '  const sum = (some) => some.reduce((a, b) => a + b, 0)',
    topP < 1 &&
      lines(
        '  let count = 0 // top-p',
        `  for (let mass = 0; count < best.length && mass < sum(weights) * ${topP};) mass += weights[count++]`,
        '  best = best.slice(0, count || 1)',
      ),
    '  let drawn = Math.random() * sum(weights.slice(0, best.length))',
    '  return best.find((_, i) => (drawn -= weights[i]) < 0) ?? best.at(-1)',
    '}',
  )
}

function feedsOf(manifest: TextGenerationManifest): string {
  return lines(
    '// What each input of the graph is for; every other one is a past of no tokens.',
    `const roles = ${jsLiteral(decoderRoles(manifest))}`,
    '',
    'function feedsOf(ids, more) {',
    '  const feeds = { ...more }',
    '  for (const { name, type, shape } of session.inputMetadata) {',
    '    if (name in feeds) continue',
    '    const role = Object.hasOwn(roles, name) ? roles[name] : undefined',
    '    const length = shape[1] > 0 ? shape[1] : ids.length',
    '    const row = {',
    '      ids,',
    '      mask: ids.map(() => 1),',
    '      positions: ids.map((_, i) => i),',
    '    }[role]',
    '    const number = { length: ids.length, last: ids.length - 1, keep: 1, cached: 0 }[role]',
    '    const [values, dims] =',
    '      row !== undefined ? [Array.from({ length }, (_, i) => row[i] ?? 0), [1, length]]',
    '      : number !== undefined ? [[number], shape.map(() => 1)]',
    '      : [[], [...(shape.length === 5 ? [2] : []), 1, shape.at(-3), 0, shape.at(-1)]]',
    '    const arrays = { int32: Int32Array, bool: Uint8Array, float32: Float32Array, float16: Uint16Array }',
    "    const data = type === 'int64' ? BigInt64Array.from(values, BigInt) : arrays[type].from(values)",
    '    feeds[name] = new ort.Tensor(type, data, dims)',
    '  }',
    '  return feeds',
    '}',
  )
}

function start(manifest: TextGenerationManifest, isChat: boolean): string {
  const { encoder, bosTokenId } = manifest
  const encoded = isChat ? 'encode(conversation, false)' : 'encode(prompt)'
  const begin =
    bosTokenId === undefined ? '' : `\nif (given.length === 0) given.push(${bosTokenId})`
  const given = `const given = ${encoded}${begin}`
  if (encoder === undefined) {
    return lines(given, 'const ids = [...given]', 'const before = ids.length', 'const more = {}')
  }
  const forced = encoder.forcedTokenId === undefined ? '' : `, ${encoder.forcedTokenId}`
  return lines(
    given,
    `const encoder = await open(${webPath(neededFiles(manifest).encoder ?? encoder.model)})`,
    "const int64 = (values) => new ort.Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length])",
    'const mask = int64(given.map(() => 1))',
    'const wanted = { input_ids: int64(given), attention_mask: mask }',
    'const read = await encoder.run(Object.fromEntries(encoder.inputNames.map((name) => [name, wanted[name]])))',
    'const all = { encoder_hidden_states: read[encoder.outputNames[0]], encoder_attention_mask: mask }',
    'const more = Object.fromEntries(Object.entries(all).filter(([name]) => session.inputNames.includes(name)))',
    `const ids = [${encoder.startTokenId}${forced}] // the prompt went to the encoder`,
    'const before = ids.length',
  )
}

function loop({ decoder, encoder }: TextGenerationManifest): string {
  const name = jsLiteral(decoder?.logits ?? 'logits')
  const never = encoder?.neverTokenIds ?? []
  return lines(
    "let finish_reason = 'length'",
    'while (ids.length - before < maxNewTokens && ids.length < contextLength) {',
    `  const { data, dims } = (await session.run(feedsOf(ids, more), [${name}]))[${name}]`,
    '  const [, places, size] = dims',
    '  const place = Math.min(ids.length, places) - 1',
    '  const logits = Float32Array.from(data.subarray(place * size, (place + 1) * size))',
    never.length > 0 &&
      `  for (const id of ${jsLiteral(never)}) logits[id] = -Infinity // never written`,
    '  const id = pick(logits, ids)',
    '  if (stopTokens.includes(id)) {',
    "    finish_reason = 'stop'",
    '    break',
    '  }',
    '  ids.push(id)',
    '}',
    encoder === undefined
      ? 'const text = decode(ids).slice(decode(ids.slice(0, before)).length)'
      : 'const text = decode(ids.slice(before))',
    'console.log(JSON.stringify({ text, ids: ids.slice(before), finish_reason }, null, 2))',
  )
}
