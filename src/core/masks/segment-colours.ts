/** Colours of areas that lie over a picture: red, green and blue from 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number]

/** Far apart from one another, and seen on a light page, on a dark one and over most photos. */
const named: readonly Rgb[] = [
  [230, 60, 50],
  [40, 120, 230],
  [250, 190, 40],
  [40, 165, 90],
  [170, 80, 220],
  [20, 185, 200],
  [240, 120, 30],
  [235, 90, 170],
  [130, 150, 30],
  [110, 90, 250],
  [160, 95, 55],
  [0, 130, 125],
  [190, 30, 95],
  [90, 190, 240],
  [150, 200, 60],
  [120, 60, 130],
  [245, 150, 130],
  [60, 90, 150],
  [195, 160, 90],
  [30, 100, 55],
]

export const noColour: Rgb = [128, 134, 140]

/** The same colour for the same index always: those above, then hues at the golden angle. */
export function segmentColour(index: number): Rgb {
  const known = named[index]
  if (known !== undefined) return known
  // Neighbours differ in lightness too, for hues repeat themselves to the eye after some thirty.
  const lightness = [0.45, 0.62, 0.35][index % 3]!
  return fromHsl((index * 137.508) % 360, 0.65, lightness)
}

export function cssColour([red, green, blue]: Rgb, opacity = 1): string {
  return `rgb(${red} ${green} ${blue} / ${opacity})`
}

/** https://www.w3.org/TR/css-color-4/#hsl-to-rgb */
function fromHsl(hue: number, saturation: number, lightness: number): Rgb {
  const spread = saturation * Math.min(lightness, 1 - lightness)
  const channel = (n: number) => {
    const k = (n + hue / 30) % 12
    return Math.round(255 * (lightness - spread * Math.max(-1, Math.min(k - 3, 9 - k, 1))))
  }
  return [channel(0), channel(8), channel(4)]
}
