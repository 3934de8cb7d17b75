// @ts-check
/** @typedef {import('../../src/protocol/manifest.ts').DemoIndex} DemoIndex */

/**
 * What an author's own exports were taken for and why, for the terminal: the page of a demo is for its visitors.
 * @param {DemoIndex} index
 * @param {number} count How many exports were added to the site's own; they come first.
 * @param {(query: string) => string} addressOf Makes an address of "?model=…".
 * @returns {string} Several lines for each export, after an empty one.
 */
export function demoLines({ demos }, count, addressOf) {
  return demos
    .slice(0, count)
    .map((demo) => {
      const { id, task, recognised, reasons, notes = [] } = demo
      const isNearest = task === 'tensors' && recognised !== undefined
      const lines = [
        ...reasons,
        ...(isNearest ? ['opened on plain tensors, for there is no other page for it yet'] : []),
        ...notes,
      ]
      const address = addressOf(`?model=${encodeURIComponent(id)}`)
      return [`\n${id}: ${address}`, ...lines.map((line) => `  ${line}`)].join('\n')
    })
    .join('\n')
}
