/** Red, green and blue, each in [0, 1], gamma-encoded as sRGB. */
type Colour = readonly [red: number, green: number, blue: number]

/** What the two themes lay text on and under: the lightest well and the panel of `app/styles.css`. */
const surfaces = { light: [0.961, 0.965, 0.957], dark: [0.078, 0.094, 0.106] } as const
const white: Colour = [1, 1, 1]
const black: Colour = [0, 0, 0]

/** WCAG 2.2, 1.4.3: text that is not large. */
const enough = 4.5

/**
 * The page's accent colours in both themes from the one that an author names, as CSS `light-dark()` values by the names
 * of `app/styles.css`. Its hue stays; it is made darker for the light theme and lighter for the dark one until text in
 * it, and text on it, has a contrast of 4.5 to 1.
 * @param hex "#rrggbb"
 */
export function accentColours(hex: string): Readonly<Record<string, string>> {
  const named = fromHex(hex)
  const light = until(named, black, surfaces.light)
  const dark = until(named, white, surfaces.dark)
  return {
    '--accent': both(light, dark),
    '--accent-strong': both(mix(light, black, 0.2), mix(dark, white, 0.25)),
    '--accent-soft': both(mix(light, white, 0.88), mix(dark, surfaces.dark, 0.82)),
    '--on-accent': both(white, mix(dark, black, 0.88)),
  }
}

/** The first mixture with `towards` that can be read on `surface`. */
function until(colour: Colour, towards: Colour, surface: Colour): Colour {
  for (let share = 0; share < 1; share += 0.02) {
    const mixed = mix(colour, towards, share)
    if (contrast(mixed, surface) >= enough) return mixed
  }
  return towards
}

/** Contrast ratio of WCAG 2.2, from 1 to 21. */
export function contrast(one: Colour, other: Colour): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high! + 0.05) / (low! + 0.05)
}

/** Relative luminance of WCAG 2.2. */
function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

function mix(from: Colour, to: Colour, share: number): Colour {
  const part = (index: 0 | 1 | 2) => from[index] * (1 - share) + to[index] * share
  return [part(0), part(1), part(2)]
}

function both(light: Colour, dark: Colour): string {
  return `light-dark(${toHex(light)}, ${toHex(dark)})`
}

export function fromHex(hex: string): Colour {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255
  return [part(1), part(3), part(5)]
}

function toHex(colour: Colour): string {
  return `#${colour
    .map((part) =>
      Math.round(part * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`
}
