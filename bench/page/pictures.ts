/** Pictures that both sides are given, as the files that a visitor would drop. */
const pictures = new Map<string, Blob>()

export function pictureNamed(name: string): Blob {
  const picture = pictures.get(name)
  if (picture === undefined) throw new Error(`There is no picture “${name}”`)
  return picture
}

/** Keeps a file of the server under its own address. */
export async function loadPicture(url: string): Promise<void> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url}: ${response.status}`)
  pictures.set(url, await response.blob())
}

/**
 * Makes a JPEG of the wanted size out of a smaller photo. What enlarging leaves smooth gets the grain of a camera's
 * sensor, without which the file would be small and quick to decode as no real photo is.
 * @returns the size of the file in bytes
 */
export async function makePicture(
  name: string,
  { source, width, height }: { source: string; width: number; height: number },
): Promise<number> {
  const bitmap = await createImageBitmap(await (await fetch(source)).blob())
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('No canvas')
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, width, height)
  bitmap.close()
  const pixels = context.getImageData(0, 0, width, height)
  addGrain(pixels.data)
  context.putImageData(pixels, 0, 0)
  const encoded = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 })
  const file = await withoutProfile(encoded)
  pictures.set(name, file)
  return file.size
}

/** Up to 9 of 255 levels, the same for the three channels and in every run. */
function addGrain(rgba: Uint8ClampedArray): void {
  let state = 1
  for (let i = 0; i < rgba.length; i += 4) {
    // Numerical Recipes' linear congruential generator; its high bits are the good ones.
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    const grain = ((state >>> 16) % 19) - 9
    for (let channel = 0; channel < 3; channel++) rgba[i + channel]! += grain
  }
}

/**
 * Chromium writes a colour profile into every JPEG; most photos carry none, among them ten of the eleven in the
 * fixtures, and decoders of both sides do less for those. Segments before the scan: ITU-T T.81, B.1.1.4.
 */
async function withoutProfile(jpeg: Blob): Promise<Blob> {
  const bytes = new DataView(await jpeg.arrayBuffer())
  const kept: Blob[] = [jpeg.slice(0, 2)]
  let at = 2
  while (bytes.getUint16(at) !== startOfScan) {
    const end = at + 2 + bytes.getUint16(at + 2)
    if (bytes.getUint16(at) !== profileSegment) kept.push(jpeg.slice(at, end))
    at = end
  }
  return new Blob([...kept, jpeg.slice(at)], { type: jpeg.type })
}

const profileSegment = 0xffe2
const startOfScan = 0xffda
