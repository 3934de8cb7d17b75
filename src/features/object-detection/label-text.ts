import type { Thing } from './things.ts'

/** How wide a text is, in the units of its font's size. */
export type Measure = (text: string) => number

/** In the page's own letters, on the page and on a downloaded picture. */
export function labelFont(sizePx: number): string {
  return `600 ${sizePx}px ${getComputedStyle(document.body).fontFamily}`
}

/** Measures as the browser draws; where it cannot be asked, by how wide letters are on the whole. */
export function createMeasure(sizePx: number): Measure {
  const context = document.createElement('canvas').getContext('2d')
  if (context === null) return (text) => 0.62 * sizePx * text.length
  context.font = labelFont(sizePx)
  return (text) => context.measureText(text).width
}

/** "dog 92 %" */
export function labelText({ name, score }: Thing, measure: Measure, most: number): string {
  return shortened(name, ` ${Math.round(score * 100)} %`, measure, most)
}

/** A name with what follows it; the name is shortened where both together would be wider than `most`. */
export function shortened(name: string, tail: string, measure: Measure, most: number): string {
  if (measure(name + tail) <= most) return name + tail
  const letters = Array.from(name)
  const cut = (count: number) => `${letters.slice(0, count).join('')}…${tail}`
  if (measure(cut(0)) > most) return tail.trimStart()
  // By halves: measuring a name of thousands of letters once for each of them would take seconds.
  let fits = 0
  let tooMany = letters.length
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1
    if (measure(cut(middle)) <= most) fits = middle
    else tooMany = middle
  }
  return cut(fits)
}
