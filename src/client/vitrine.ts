/** `vitrine.js`: what other pages import. */
import { defineVitrineDemo } from './vitrine-demo.ts'

export { loadExportedModel } from './load-exported-model.ts'
export { VitrineDemo } from './vitrine-demo.ts'
export { VitrineError } from './vitrine-error.ts'
export type * from './types.ts'

// `<vitrine-demo>` is there for whoever imports the module, as custom elements are.
defineVitrineDemo()
