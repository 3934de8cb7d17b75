import type { PictureManifest } from '../../../../protocol/manifest.ts'
import { pictureOf, type Asked, type AskedOf } from '../asked.ts'
import { dataFiles, folderUrl, neededFiles, pathInUrl } from '../files.ts'
import { commentText, jsLiteral } from '../literals.ts'
import { lines, mostInlineLabels } from '../snippet.ts'

/** What every program begins with: `load(path)` and `open(path)`. */
export function webHead(asked: Asked, imports: readonly string[] = []): string {
  const { manifest } = asked
  const data = dataFiles(neededFiles(manifest))
  const model = neededFiles(manifest).model
  const parent = model.slice(0, model.lastIndexOf('/') + 1)
  const external = data.map((path) => {
    // ONNX Runtime looks for them beside the model.
    const name = path.startsWith(parent) ? path.slice(parent.length) : path
    return `    { path: ${jsLiteral(name)}, data: await load(${webPath(path)}) },`
  })
  return lines(
    `// ${commentText(manifest.title)}: ${manifest.task} with ONNX Runtime Web.`,
    "import * as ort from 'onnxruntime-web'",
    ...imports,
    '',
    `const folder = ${jsLiteral(folderUrl(asked))}`,
    '',
    'async function load(path) {',
    '  const response = await fetch(folder + path)',
    '  if (!response.ok) throw new Error(`${path}: ${response.status}`)',
    '  return new Uint8Array(await response.arrayBuffer())',
    '}',
    '',
    external.length === 0
      ? 'const open = async (path) => ort.InferenceSession.create(await load(path))'
      : lines(
          'async function open(path) {',
          '  const externalData = [',
          ...external.map((line) => `  ${line.trimEnd()}`.slice(0)),
          '  ]',
          '  return ort.InferenceSession.create(await load(path), { externalData })',
          '}',
        ),
    `const session = await open(${webPath(model)})`,
  )
}

/** A file of the export as `load` takes it. */
export function webPath(path: string): string {
  return jsLiteral(pathInUrl(path))
}

export function webLabels(labels: readonly string[]): string {
  return labels.length > mostInlineLabels
    ? "const labels = await (await fetch('labels.json')).json()"
    : `const labels = ${jsLiteral(labels)}`
}

/** The picture that is on screen, where it has an address; else one beside the program. */
export function webPicture(asked: AskedOf<PictureManifest>): string {
  const path = pictureOf(asked)
  const isExample = asked.manifest.examples.some(({ image }) => image === path)
  return isExample && !asked.isLocal
    ? `const picture = await (await fetch(folder + ${webPath(path)})).blob()`
    : `const picture = await (await fetch(${jsLiteral(pathInUrl(path))})).blob()`
}
