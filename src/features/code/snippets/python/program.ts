import { type Asked, pictureOf, type AskedOf } from '../asked.ts'
import { neededFiles } from '../files.ts'
import { commentText, pythonLiteral } from '../literals.ts'
import type { PictureManifest } from '../../../../protocol/manifest.ts'
import { lines, mostInlineLabels } from '../snippet.ts'

/** What every program begins with. */
export function pythonHead(asked: Asked, imports: readonly string[]): string {
  const { manifest } = asked
  return lines(
    `# ${commentText(manifest.title)}: ${manifest.task} with ONNX Runtime, as its page does it.`,
    '# Run it in the folder of the export.',
    ...imports,
  )
}

/** Reads the model, of which `neededFiles` says which one it is. */
export function pythonSession({ manifest }: Asked): string {
  const path = pythonLiteral(neededFiles(manifest).model)
  return `session = ort.InferenceSession(${path}, providers=["CPUExecutionProvider"])`
}

export function pythonLabels(labels: readonly string[]): string {
  return labels.length > mostInlineLabels
    ? 'LABELS = json.load(open("labels.json", encoding="utf-8"))'
    : `LABELS = ${pythonLiteral(labels)}`
}

/** The picture is the program's argument, else the one that is on screen. */
export function pythonPicturePath(asked: AskedOf<PictureManifest>): string {
  return `IMAGE = sys.argv[1] if len(sys.argv) > 1 else ${pythonLiteral(pictureOf(asked))}`
}

export const pictureImports = [
  'import json',
  'import sys',
  '',
  'import numpy as np',
  'import onnxruntime as ort',
  'from PIL import Image, ImageOps',
]

export const numberImports = ['import json', '', 'import numpy as np', 'import onnxruntime as ort']

export const textImports = [...numberImports, 'from tokenizers import Tokenizer']
