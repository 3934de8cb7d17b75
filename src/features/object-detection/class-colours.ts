/**
 * One colour for each class, the same on every picture. All are dark enough for white letters (4.5:1 and more) and
 * light enough to be seen on a dark panel (3:1); neighbours in a list of classes differ most.
 */
const colours = [
  '#0b767d',
  '#b8402a',
  '#6a55c2',
  '#8a6100',
  '#b93483',
  '#3b7d2f',
  '#2a69b5',
  '#a2502e',
  '#8a44b0',
  '#5f7000',
  '#bf3358',
  '#4a6a86',
] as const

export function colourOf(classIndex: number): string {
  return colours[classIndex % colours.length] ?? colours[0]
}
