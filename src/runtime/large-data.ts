/**
 * From so many bytes of weights beside the graph on, memory matters more than speed: with all that the runtime does
 * by default, loading them takes more than twice as much as they are.
 */
const largeDataBytes = 200e6

export function isLarge(dataBytes: number): boolean {
  return dataBytes > largeDataBytes
}
