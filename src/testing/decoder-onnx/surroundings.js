// @ts-check

/** @typedef {import('./graph-builder.js').Graph} Graph */
/** @typedef {import('./options.js').FullShape} FullShape */
/** @typedef {import('./attention.js').Surroundings} Surroundings */

/**
 * What attention has to know of mask, positions and lengths, from those of them that the graph takes.
 * @param {Graph} graph
 * @param {FullShape} shape
 * @param {string | undefined} pastKey `[batch, kvHeads, past, headDim]`; absent: there is no past
 * @returns {Surroundings}
 */
export function surroundings(graph, shape, pastKey) {
  const { names, attention, mask, lengths, positions, idType } = shape
  const { positionIds } = names
  const wide = () => (idType === 'int64' ? positionIds : graph.cast(positionIds, 'int64'))
  const given = positions ? wide() : ''
  if (lengths) {
    const [lastPlaces, total] = [names.sequenceLengths, names.totalLength]
    return { positions: given, lastPlaces, total, bias: '' }
  }
  const past = pastKey === undefined ? graph.int(0) : graph.sizeOf(pastKey, 2)
  const total = graph.add('Add', [past, graph.sizeOf(names.inputIds, 1)])
  if (attention === 'gqa') {
    const counted = mask
      ? ones(graph, names.attentionMask)
      : graph.add('Reshape', [total, graph.ints([1, 1])])
    const whole = mask ? graph.sizeOf(names.attentionMask, 1) : total
    return {
      positions: given,
      lastPlaces: graph.cast(graph.add('Sub', [counted, graph.int(1)]), 'int32'),
      total: graph.cast(whole, 'int32'),
      bias: '',
    }
  }
  const places = graph.add('Range', [past, total, graph.int(1)])
  const row = graph.add('Unsqueeze', [places, graph.ints([0])])
  return {
    positions: positions ? given : row,
    lastPlaces: '',
    total: '',
    bias: causalBias(graph, shape, places, total),
  }
}

/**
 * @param {Graph} graph
 * @param {string} mask `[batch, total]`
 * @returns {string} int64 `[batch, 1]`
 */
function ones(graph, mask) {
  return graph.add('ReduceSum', [graph.cast(mask, 'int64'), graph.ints([1])])
}

/**
 * @param {Graph} graph
 * @param {FullShape} shape
 * @param {string} places Of the new tokens, `[sequence]`.
 * @param {string} total
 */
function causalBias(graph, { names, mask }, places, total) {
  const all = graph.add('Range', [graph.int(0), total, graph.int(1)])
  const column = graph.add('Unsqueeze', [places, graph.ints([1])])
  const before = graph.add('LessOrEqual', [all, column])
  const seen = mask
    ? graph.add('And', [
        before,
        graph.add('Unsqueeze', [graph.cast(names.attentionMask, 'bool'), graph.ints([1, 2])]),
      ])
    : before
  // A half's most negative number, and far enough from a float's.
  return graph.add('Where', [seen, graph.number(0), graph.number(-65_504)])
}
