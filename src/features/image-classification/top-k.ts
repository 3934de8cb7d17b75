/** How many classes are listed, unless asked otherwise. */
export const usualTopK = 3
export const maxTopK = 10

/** The number that stands in the field, or undefined when it will not do. */
export function parseTopK(raw: string): number | undefined {
  const value = raw.trim() === '' ? NaN : Number(raw)
  return Number.isInteger(value) && value >= 1 && value <= maxTopK ? value : undefined
}

/** The settings as they travel behind the "#" of an address; pictures stay where they are. */
export function writeShared(topK: number): URLSearchParams {
  return new URLSearchParams({ topK: String(topK) })
}

/** What an address says; what will not do is the default. */
export function readShared(state: URLSearchParams): number {
  return parseTopK(state.get('topK') ?? '') ?? usualTopK
}
