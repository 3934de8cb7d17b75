import { VitrineError } from '../protocol/errors.ts'
import { imageManifest } from './image-manifest.ts'
import type { LayoutReader } from './layout-reader.ts'
import { textManifest } from './text-manifest.ts'

/** No exporter's own description: `vitrine.json` says all there is to say. */
export const vitrineOnly: LayoutReader = {
  layout: 'vitrine',
  marker: 'vitrine.json',
  candidates: [],
  async read(folder, author) {
    const { task, model } = author
    if (task === undefined) throw missing('task')
    if (model === undefined) throw missing('model')
    const found = { layout: this.layout, reasons: [`vitrine.json says ${task}`], model }
    switch (task) {
      case 'image-classification':
        return imageManifest(folder, author, { ...found, preprocessing: {} })
      case 'text-generation':
        return textManifest(folder, author, { ...found, stopTokenIds: [], generation: {} })
      default:
        return task satisfies never
    }
  },
}

function missing(key: string): VitrineError {
  const problem = 'it must be there, because nothing else in the folder says it'
  return new VitrineError('export-invalid', { file: 'vitrine.json', key, problem })
}
