import type { Model } from '../engine/engine.ts'
import type { FeatureExtraction } from '../protocol/tasks.ts'
import { embeddingsAnswer, fillMaskAnswer } from '../protocol/text-json.ts'
import type { Asked } from './asked.ts'
import { runTask, withModel, type Call } from './call.ts'
import { changedMeanwhile, type Wanted } from './choose-model.ts'
import { predictPicture } from './predict-picture.ts'
import { predictRows } from './predict-rows.ts'
import { predictTensors } from './predict-tensors.ts'

const wanted: Record<Asked['kind'], Wanted> = {
  picture: {
    what: 'a picture',
    field: 'image',
    tasks: ['image-classification', 'object-detection', 'image-segmentation', 'image-to-image'],
  },
  rows: {
    what: 'rows of a table',
    field: 'features',
    tasks: ['tabular-classification', 'tabular-regression'],
  },
  text: {
    what: 'a text',
    field: 'text',
    tasks: ['text-classification', 'fill-mask', 'feature-extraction'],
  },
  texts: { what: 'texts', field: 'texts', tasks: ['feature-extraction'] },
  tensors: { what: 'tensors', field: 'tensor', tasks: 'any' },
}

/**
 * The answer to a call of predict, as its task has it.
 * @throws ApiError, VitrineError
 */
export function predict(asked: Asked, call: Call): Promise<object> {
  return withModel(call, asked.model, wanted[asked.kind], (model) => {
    switch (asked.kind) {
      case 'picture':
        return predictPicture(asked, model, call)
      case 'rows':
        return predictRows(asked, model, call)
      case 'text':
        return predictText(asked, model, call)
      case 'texts':
        return embed(asked.texts, model, call)
      case 'tensors':
        return predictTensors(asked.tensors, model, call)
      default:
        return asked satisfies never
    }
  })
}

type TextAsked = Extract<Asked, { kind: 'text' }>

async function predictText({ text, topK }: TextAsked, model: Model, call: Call): Promise<object> {
  switch (model.manifest.task) {
    case 'text-classification': {
      const input = { text, topK }
      const { predictions } = await runTask<'text-classification'>(call, model, input)
      return { predictions }
    }
    case 'fill-mask': {
      const { masks } = await runTask<'fill-mask'>(call, model, { text, topK })
      return fillMaskAnswer(masks)
    }
    case 'feature-extraction':
      return embed([text], model, call)
    default:
      throw changedMeanwhile(model.manifest.task)
  }
}

/** A model compares two texts and reads one; of more, each is read by itself. */
async function embed(texts: readonly string[], model: Model, call: Call): Promise<object> {
  const read = (some: readonly string[]) =>
    runTask<'feature-extraction'>(call, model, { texts: some })
  if (texts.length <= 2) return embeddingsAnswer(await read(texts))
  const results: FeatureExtraction[] = []
  for (const text of texts) results.push(await read([text]))
  const [first] = results
  const { similarity: _, ...one } = first!
  return embeddingsAnswer({ ...one, vectors: results.flatMap(({ vectors }) => vectors) })
}
