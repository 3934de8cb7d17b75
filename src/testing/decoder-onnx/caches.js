// @ts-check

/** @typedef {import('./graph-builder.js').Graph} Graph */
/** @typedef {import('./options.js').FullShape} FullShape */
/** @typedef {import('./attention.js').Past} Past */

/**
 * Names of what goes in and comes out for the cache: a key and a value for each layer, or both in one.
 * @param {FullShape} shape
 * @returns {{ pasts: string[], presents: string[], dims: (total: string | number) => (string | number)[] }}
 */
export function cacheValues({ names, cache, layers, batch, kvHeads, headDim }) {
  const templates =
    cache === 'merged'
      ? [[names.past, names.present]]
      : [
          [names.pastKey, names.presentKey],
          [names.pastValue, names.presentValue],
        ]
  const pairs = Array.from({ length: cache === 'none' ? 0 : layers }, (_, layer) =>
    templates.map((pair) => pair.map((template) => (template ?? '').replace('%d', String(layer)))),
  ).flat()
  return {
    pasts: pairs.map(([past]) => past ?? ''),
    presents: pairs.map(([, present]) => present ?? ''),
    dims: (total) => [...(cache === 'merged' ? [2] : []), batch, kvHeads, total, headDim],
  }
}

/**
 * The pasts of each layer, whatever they come in.
 * @param {Graph} graph
 * @param {FullShape} shape
 * @returns {Past[]}
 */
export function readPasts(graph, shape) {
  const { pasts } = cacheValues(shape)
  if (shape.cache === 'merged') {
    return pasts.map((past) => ({
      key: graph.add('Gather', [past, graph.int(0)]),
      value: graph.add('Gather', [past, graph.int(1)]),
    }))
  }
  return pasts.flatMap((key, place) =>
    place % 2 === 0 ? [{ key, value: pasts[place + 1] ?? '' }] : [],
  )
}

/**
 * @param {Graph} graph
 * @param {FullShape} shape
 * @param {readonly Past[]} presents
 * @returns {string[]} In the order of `cacheValues`.
 */
export function joinPresents(graph, { cache }, presents) {
  if (cache === 'none') return []
  if (cache === 'apart') return presents.flatMap(({ key, value }) => [key, value])
  return presents.map(({ key, value }) => {
    const halves = [key, value].map((part) => graph.add('Unsqueeze', [part, graph.ints([0])]))
    return graph.add('Concat', halves, { attributes: { axis: { int: 0 } } })
  })
}
