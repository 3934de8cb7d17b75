import type {
  FeatureExtractionManifest,
  FillMaskManifest,
  TextClassificationManifest,
} from '../../../../protocol/manifest.ts'
import { textOf, textsOf, topKOf, type AskedOf, type EncoderManifest } from '../asked.ts'
import { pythonLiteral } from '../literals.ts'
import { blocks, lines } from '../snippet.ts'
import { pythonHead, pythonLabels, pythonSession, textImports } from './program.ts'
import { pythonTokenizer } from './tokenizer.ts'

/** For models that read a text at once: `run(text, names, axes)`. */
function program(asked: AskedOf<EncoderManifest>, constants: string, rest: string): string {
  const { tokenizer, maxTokens } = asked.manifest
  return blocks(
    pythonHead(asked, textImports),
    lines(constants, pythonSession(asked)),
    pythonTokenizer(tokenizer),
    inputs(maxTokens),
    outputs,
    rest,
  )
}

function inputs(maxTokens: number): string {
  return `
length = next((n for n in (one.shape[1] for one in session.get_inputs()) if isinstance(n, int) and n > 0), None)
tokenizer.enable_truncation(min(${maxTokens}, length or ${maxTokens}))
pads = [tokenizer.token_to_id(name) for name in ("[PAD]", "<pad>")]
pad = next((i for i in pads if i is not None), 0)


def feeds_of(ids):
    kinds = {"tensor(int32)": np.int32, "tensor(float)": np.float32, "tensor(bool)": np.bool_}
    empty = [0] * ((length or len(ids)) - len(ids))
    rows = {
        "input_ids": ids + [pad] * len(empty),
        "attention_mask": [1] * len(ids) + empty,
        "input_mask": [1] * len(ids) + empty,
        "token_type_ids": [0] * len(ids) + empty,
        "segment_ids": [0] * len(ids) + empty,
        "position_ids": list(range(len(ids) + len(empty))),
    }
    given = session.get_inputs()
    row_of = lambda name: rows["input_ids"] if len(given) == 1 else rows[name.split(":")[0]]
    return {one.name: np.array([row_of(one.name)], kinds.get(one.type, np.int64)) for one in given}
`
}

const outputs = `
def run(ids, names, axes):
    """The rows of the output that has one of these names, else of the first one with so many axes."""
    floats = [one for one in session.get_outputs() if one.type in ("tensor(float)", "tensor(float16)")]
    named = [one for name in names for one in floats if one.name.split(":")[0] == name]
    fitting = [one for one in floats if len(one.shape) == axes]
    output = session.run([[*named, *fitting, *floats][0].name], feeds_of(ids))[0]
    return output.reshape(-1, output.shape[-1]).astype(np.float32)
`

export function pythonTextClassification(asked: AskedOf<TextClassificationManifest>): string {
  const { labels, scores } = asked.manifest
  return program(
    asked,
    lines(`TEXT = ${wellFormed(textOf(asked))}`, pythonLabels(labels)),
    lines(
      'scores = run(encode(TEXT), ["logits"], 2)[0].astype(float)',
      ...(scores === 'softmax'
        ? ['shares = np.exp(scores - scores.max())', 'probabilities = shares / shares.sum()']
        : ['probabilities = 1 / (1 + np.exp(-scores))']),
      'names = LABELS if len(LABELS) == len(scores) else [f"class_{i}" for i in range(len(scores))]',
      `best = np.argsort(-probabilities, kind="stable")[:${topKOf(asked)}]`,
      'predictions = [{"class": names[i], "prob": float(probabilities[i])} for i in best]',
      'print(json.dumps({"predictions": predictions}, indent=2))',
    ),
  )
}

export function pythonFillMask(asked: AskedOf<FillMaskManifest>): string {
  return program(
    asked,
    lines(`TEXT = ${wellFormed(textOf(asked))}`, `MASK = ${wellFormed(asked.manifest.maskToken)}`),
    lines(
      'ids = encode(TEXT)',
      'rows = run(ids, ["logits"], 3).astype(float)',
      'masks = []',
      'for place in (i for i, token in enumerate(ids) if token == tokenizer.token_to_id(MASK)):',
      '    shares = np.exp(rows[place] - rows[place].max())',
      '    probabilities = shares / shares.sum()',
      `    best = np.argsort(-probabilities, kind="stable")[:${topKOf(asked)}]`,
      '    words = [tokenizer.decode([i]).strip() or tokenizer.id_to_token(i) for i in best.tolist()]',
      '    masks.append([{"class": word, "prob": float(probabilities[i])} for word, i in zip(words, best)])',
      'print(json.dumps({"predictions": masks[0] if len(masks) == 1 else masks}, indent=2))',
    ),
  )
}

export function pythonFeatureExtraction(asked: AskedOf<FeatureExtractionManifest>): string {
  const { pooling, normalize } = asked.manifest
  const names =
    pooling === 'none'
      ? '["sentence_embedding", "text_embeds", "embeddings", "pooler_output"], 2'
      : '["last_hidden_state", "token_embeddings"], 3'
  const pooled = {
    mean: 'rows[: len(ids)].astype(float).mean(axis=0)',
    first: 'rows[0]',
    last: 'rows[len(ids) - 1]',
    none: 'rows[0]',
  }[pooling]
  return program(
    asked,
    `TEXTS = ${pythonLiteral(textsOf(asked).map((text) => text.replace(loneSurrogate, '\uFFFD')))}`,
    lines(
      'vectors = []',
      'for text in TEXTS:',
      '    ids = encode(text)',
      `    rows = run(ids, ${names})`,
      pooling === 'none'
        ? `    vector = ${pooled}`
        : `    vector = rows[0] if len(rows) == 1 else ${pooled}`,
      normalize && '    vector = vector / np.linalg.norm(vector)',
      '    vectors.append(vector)',
      'answer = {"vectors": [vector.tolist() for vector in vectors]}',
      'if len(vectors) > 1:',
      '    a, b = vectors[:2]',
      '    answer["similarity"] = float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))',
      'print(json.dumps(answer))',
    ),
  )
}

const loneSurrogate = /\p{Surrogate}/gu

function wellFormed(text: string): string {
  return pythonLiteral(text.replace(loneSurrogate, '\uFFFD'))
}
