/** Endings that pictures have, those included that cannot be read here: each is answered by name. */
const ending = /\.(?:jpe?g|jpe|jfif|pjpe?g|png|apng|webp|gif|bmp|dib|avif|heic|heif|tiff?|jxl)$/i

/** Only a hint, by its name: what a file is, its bytes say, in the worker. */
export function isPictureName(name: string): boolean {
  return ending.test(name)
}
