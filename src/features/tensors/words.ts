import { outputsAnswer } from '../../protocol/tensors-json.ts'
import type { KnownTask } from '../../protocol/manifest.ts'
import type { OutputTensor, TensorsResult } from '../../protocol/tasks.ts'
import { formatMs, plural } from '../../ui/format.ts'

const recognisedAs: Record<KnownTask, string> = {
  'text-generation': 'a text-generation model',
  'image-classification': 'an image-classification model',
  'object-detection': 'an object-detection model',
  'image-segmentation': 'an image-segmentation model',
  'image-to-image': 'an image-to-image model',
  'text-classification': 'a text-classification model',
  'fill-mask': 'a fill-mask model',
  'tabular-classification': 'a tabular-classification model',
  'tabular-regression': 'a tabular-regression model',
  'feature-extraction': 'a feature-extraction model',
}

export function recognisedWords(task: KnownTask): string {
  return `This looks like ${recognisedAs[task]}, but something that its own page needs is missing. Below you can run it with raw tensors.`
}

export function timingWords({ runMs, totalMs, cold }: TensorsResult['timing']): string {
  return `run ${formatMs(runMs)} · total ${formatMs(totalMs)} ms · ${cold ? 'cold' : 'warm'}`
}

/** Six significant digits: what single precision holds. */
export function valueWords(value: OutputTensor['data'][number]): string {
  if (typeof value !== 'number') return String(value)
  if (Number.isInteger(value)) {
    return Number.isSafeInteger(value) ? String(value) : value.toExponential(5)
  }
  return String(Number(value.toPrecision(6)))
}

export function statisticsWords({ elements, statistics }: OutputTensor): string {
  const count = plural(elements, 'value')
  if (statistics === undefined) return count
  const { min, mean, max, notFinite } = statistics
  const bad = notFinite > 0 ? ` · ${notFinite.toLocaleString('en-US')} not finite` : ''
  if (notFinite === elements) return `${count}${bad}`
  const [low, middle, high] = [min, mean, max].map(valueWords)
  return `${count} · min ${low} · mean ${middle} · max ${high}${bad}`
}

/** What "Copy JSON" copies. */
export function outputsJson({ outputs }: TensorsResult): string {
  return JSON.stringify(outputsAnswer(outputs))
}
