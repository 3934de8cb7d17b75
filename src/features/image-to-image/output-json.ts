import { pictureAnswer } from '../../protocol/picture-json.ts'
import type { ImageToImage } from '../../protocol/picture-tasks.ts'

export function outputJson(result: ImageToImage): string {
  return JSON.stringify(pictureAnswer(result))
}
