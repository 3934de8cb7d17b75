import type { ImageClassification } from '../protocol/picture-tasks.ts'
import { buildClassification } from './builders.ts'

/** The answer to one of many: probabilities of all classes, by place. */
export function buildAnswer(probabilities: readonly number[], runMs = 4): ImageClassification {
  const usual = buildClassification()
  return {
    ...usual,
    probabilities: Float32Array.from(probabilities),
    timing: { ...usual.timing, runMs, cold: false },
  }
}

/** A picture as it lies in a folder that was chosen. */
export function pictureAt(path: string): File {
  const file = new File(['bytes'], path.split('/').at(-1) ?? '', {
    type: path.endsWith('.png') ? 'image/png' : 'text/plain',
  })
  return Object.defineProperty(file, 'webkitRelativePath', { value: path })
}

/** Nothing has a size in a page without a screen: then no row would be in view. */
export function giveSizes(): () => void {
  const sizes = { offsetWidth: 600, clientWidth: 600, clientHeight: 480 }
  const before = Object.keys(sizes).map(
    (name) => [name, Object.getOwnPropertyDescriptor(HTMLElement.prototype, name)] as const,
  )
  for (const [name, value] of Object.entries(sizes)) {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value })
  }
  return () => {
    for (const [name, descriptor] of before) {
      if (descriptor === undefined) Reflect.deleteProperty(HTMLElement.prototype, name)
      else Object.defineProperty(HTMLElement.prototype, name, descriptor)
    }
  }
}
