import type { TextGenerationManifest } from '../../../../protocol/manifest.ts'
import { generationOf, type AskedOf } from '../asked.ts'
import { decoderRoles } from '../decoder-roles.ts'
import { neededFiles } from '../files.ts'
import { pythonLiteral } from '../literals.ts'
import { blocks, lines } from '../snippet.ts'
import { numberImports, pythonHead, pythonSession, textImports } from './program.ts'
import { pythonTokenizer } from './tokenizer.ts'
import { pythonChatPrompt } from './chat.ts'

/** Prints `{"text", "ids", "finish_reason"}`: the whole text anew at each step, without the cache. */
export function pythonGeneration(asked: AskedOf<TextGenerationManifest>): string {
  const { manifest } = asked
  const { tokenizer, contextLength, stopTokenIds, encoder } = manifest
  const { prompt, settings } = generationOf(asked)
  const hasTokenizer = 'path' in tokenizer
  const isChat = typeof prompt !== 'string'
  return blocks(
    pythonHead(
      asked,
      hasTokenizer ? [...textImports, ...(isChat ? ['import jinja2'] : [])] : numberImports,
    ),
    lines(
      isChat
        ? `MESSAGES = ${pythonLiteral(prompt.map(({ role, content }) => ({ role, content: content.replace(loneSurrogate, '\uFFFD') })))}`
        : `PROMPT = ${pythonLiteral(prompt.replace(loneSurrogate, '\uFFFD'))}`,
      `MAX_NEW_TOKENS = ${settings.maxNewTokens}`,
      `CONTEXT_LENGTH = ${contextLength}  # prompt and continuation together`,
      `STOP_TOKENS = ${pythonLiteral(stopTokenIds)}`,
      pythonSession(asked),
    ),
    hasTokenizer
      ? pythonTokenizer(tokenizer)
      : lines(
          '# The export has no tokenizer: a character’s code is its token.',
          'def encode(text):',
          `    return [ord(character) % ${tokenizer.vocabularySize} for character in text]`,
          '',
          '',
          'def decode(ids):',
          '    return "".join(f"[{i}]" for i in ids)',
        ),
    pythonPick(settings),
    feedsOf,
    isChat && pythonChatPrompt(manifest.chat),
    start(manifest, isChat),
    loop(encoder !== undefined, manifest),
  )
}

const loneSurrogate = /\p{Surrogate}/gu

function pythonPick(settings: ReturnType<typeof generationOf>['settings']): string {
  const { temperature, topK, topP, repetitionPenalty, seed } = settings
  const penalty =
    repetitionPenalty !== 1 &&
    lines(
      `    scores = logits.copy()  # repetition penalty: what is there already becomes less probable`,
      '    for token in set(ids):',
      '        if token < len(scores):',
      `            scores[token] = scores[token] / ${repetitionPenalty} if scores[token] > 0 else scores[token] * ${repetitionPenalty}`,
    )
  const scores = penalty === false ? 'logits' : 'scores'
  if (temperature === 0) {
    return lines('def pick(logits, ids):', penalty, `    return int(np.argmax(${scores}))`)
  }
  return lines(
    `random = np.random.default_rng(${seed})`,
    '',
    '',
    'def pick(logits, ids):',
    penalty,
    `    order = np.argsort(-${scores}, kind="stable")${topK > 0 ? `[:${topK}]` : ''}  # ${topK > 0 ? 'top-k' : 'all'}`,
    `    weights = np.exp((${scores}[order].astype(float) - ${scores}[order[0]]) / ${temperature})`,
    topP < 1 &&
      `    count = int(np.searchsorted(np.cumsum(weights), weights.sum() * ${topP})) + 1  # top-p`,
    topP < 1 && '    order, weights = order[:count], weights[:count]',
    '    return int(random.choice(order, p=weights / weights.sum()))',
  )
}

/** What each input of the graph is for is known by its name; the past is empty, for the whole text is run. */
const feedsOf = `
def feeds_of(ids, more):
    kinds = {"tensor(int32)": np.int32, "tensor(bool)": np.bool_, "tensor(float16)": np.float16, "tensor(float)": np.float32}
    feeds = {}
    for given in session.get_inputs():
        kind = kinds.get(given.type, np.int64)
        role = ROLES.get(given.name)
        if given.name in more:
            value = more[given.name]
        elif role in ("ids", "mask", "positions"):
            row = {"ids": ids, "mask": [1] * len(ids), "positions": list(range(len(ids)))}[role]
            size = given.shape[1] if isinstance(given.shape[1], int) and given.shape[1] > 0 else len(row)
            value = [row + [0] * (size - len(row))]
        elif role is not None:
            number = {"length": len(ids), "last": len(ids) - 1, "keep": 1, "cached": 0}[role]
            value = np.full([1] * len(given.shape), number)
        else:  # keys and values of a past of no tokens
            *_, heads, _, width = given.shape
            value = np.zeros([2][: len(given.shape) - 4] + [1, heads, 0, width])
        feeds[given.name] = np.asarray(value, kind)
    return feeds
`

function roles(manifest: TextGenerationManifest): string {
  return `ROLES = ${pythonLiteral(decoderRoles(manifest))}`
}

function start(manifest: TextGenerationManifest, isChat: boolean): string {
  const { encoder, bosTokenId } = manifest
  const encoded = isChat ? 'encode(conversation, special=False)' : 'encode(PROMPT)'
  const begin = bosTokenId === undefined ? '' : ` or [${bosTokenId}]`
  if (encoder === undefined) {
    return lines(roles(manifest), `ids = ${encoded}${begin}`, 'before = len(ids)', 'more = {}')
  }
  const forced = encoder.forcedTokenId === undefined ? '' : `, ${encoder.forcedTokenId}`
  const path = pythonLiteral(neededFiles(manifest).encoder ?? encoder.model)
  return lines(
    roles(manifest),
    `encoder = ort.InferenceSession(${path}, providers=["CPUExecutionProvider"])`,
    `source = np.array([${encoded}${begin}], np.int64)`,
    'mask = np.ones_like(source)',
    'wanted = {"input_ids": source, "attention_mask": mask}',
    'hidden = encoder.run(None, {one.name: wanted[one.name] for one in encoder.get_inputs()})[0]',
    'more = {"encoder_hidden_states": hidden, "encoder_attention_mask": mask}',
    `ids = [${encoder.startTokenId}${forced}]  # the prompt went to the encoder`,
    'before = len(ids)',
  )
}

function loop(hasEncoder: boolean, { decoder, encoder }: TextGenerationManifest): string {
  const never = encoder?.neverTokenIds ?? []
  return lines(
    'finish_reason = "length"',
    'while len(ids) - before < MAX_NEW_TOKENS and len(ids) < CONTEXT_LENGTH:',
    `    logits = session.run([${pythonLiteral(decoder?.logits ?? 'logits')}], feeds_of(ids, more))[0]`,
    '    logits = logits[0, min(len(ids), logits.shape[1]) - 1].astype(np.float32)',
    never.length > 0 && `    logits[${pythonLiteral(never)}] = -np.inf  # never written`,
    '    token = pick(logits, ids)',
    '    if token in STOP_TOKENS:',
    '        finish_reason = "stop"',
    '        break',
    '    ids.append(token)',
    '',
    hasEncoder ? 'text = decode(ids[before:])' : 'text = decode(ids)[len(decode(ids[:before])) :]',
    'answer = {"text": text.rstrip("\\ufffd"), "ids": ids[before:], "finish_reason": finish_reason}',
    'print(json.dumps(answer, indent=2))',
  )
}
