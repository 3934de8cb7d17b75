import type { Manifest } from '../../../protocol/manifest.ts'
import {
  generationOf,
  pictureOf,
  rowOf,
  tensorsOf,
  textOf,
  textsOf,
  topKOf,
  type Asked,
} from './asked.ts'
import { elementCount, isFreeDim } from '../../../core/tensors/tensor.ts'
import { fileUrl, folderUrl } from './files.ts'
import { commentText, jsLiteral } from './literals.ts'
import { blocks, lines, mostInlineValues, type Snippet } from './snippet.ts'

/** This site's own module: the page's answers, on a page of one's own. */
export function moduleSnippet(asked: Asked): Snippet {
  const { manifest, run, site, isLocal } = asked
  const options = run === undefined ? '' : `, { runtime: ${jsLiteral(run.runtime)} }`
  return {
    code: blocks(
      lines(
        `// ${commentText(manifest.title)}: ${manifest.task}.`,
        `import { loadExportedModel } from ${jsLiteral(new URL('vitrine.js', site).href)}`,
      ),
      isLocal
        ? lines(
            '// The files of the export, from <input type="file" webkitdirectory>.',
            "const files = Array.from(document.querySelector('input[type=file]').files)",
            `const model = await loadExportedModel(files${options})`,
          )
        : `const model = await loadExportedModel(${jsLiteral(folderUrl(asked))}${options})`,
      call({ ...asked, manifest }),
    ),
    notes: [
      'Nothing has to be installed: a page imports it from this site, also from another origin.',
      ...(isLocal
        ? ['The export lies on your device: the page that uses it has to be given its files.']
        : []),
    ],
    file: { name: 'predict.js', type: 'text/javascript' },
  }
}

function call(asked: Asked): string {
  const { manifest } = asked
  const options = `{ topK: ${topKOf(asked)} }`
  switch (manifest.task) {
    case 'text-generation':
      return writing({ ...asked, manifest })
    case 'image-classification':
      return lines(
        picture({ ...asked, manifest }),
        `const { predictions } = await model.predict(picture, ${options})`,
        'console.log(predictions)',
      )
    case 'object-detection':
    case 'image-segmentation':
      return lines(
        picture({ ...asked, manifest }),
        'const { predictions } = await model.predict(picture)',
        'console.log(predictions)',
      )
    case 'image-to-image':
      return lines(
        picture({ ...asked, manifest }),
        'const { output, pixels } = await model.predict(picture)',
        'const image = new ImageData(pixels, output.width, output.height)',
        'console.log(image)',
      )
    case 'tabular-classification':
    case 'tabular-regression':
      return lines(
        `const row = ${jsLiteral(rowOf({ ...asked, manifest }))}`,
        'console.log(await model.predict(row))',
      )
    case 'text-classification':
    case 'fill-mask':
      return `console.log(await model.predict(${jsLiteral(textOf(asked))}, ${options}))`
    case 'feature-extraction':
      return `console.log(await model.predict(${jsLiteral(textsOf(asked))}))`
    case 'tensors':
      return lines(
        'const outputs = await model({',
        ...tensorLines({ ...asked, manifest }),
        '})',
        'console.log(outputs)',
      )
    default:
      return manifest satisfies never
  }
}

function picture(asked: Asked & { manifest: Extract<Manifest, { preprocessing: unknown }> }) {
  const path = pictureOf(asked)
  const isExample = asked.manifest.examples.some(({ image }) => image === path)
  return isExample && !asked.isLocal
    ? `const picture = ${jsLiteral(fileUrl(asked, path))}`
    : "const picture = document.querySelector('input[name=picture]').files[0]"
}

function writing(asked: Asked & { manifest: Extract<Manifest, { task: 'text-generation' }> }) {
  const { prompt, settings } = generationOf(asked)
  const { maxNewTokens, temperature, topK, topP, repetitionPenalty, seed } = settings
  const options = { maxNewTokens, temperature, topK, topP, repetitionPenalty, seed }
  const given =
    typeof prompt === 'string' ? prompt : prompt.map(({ role, content }) => ({ role, content }))
  return lines(
    `const prompt = ${jsLiteral(given)}`,
    `for await (const piece of model.generate(prompt, ${jsLiteral(options)})) {`,
    '  document.body.append(piece)',
    '}',
  )
}

function tensorLines(asked: Asked & { manifest: Extract<Manifest, { task: 'tensors' }> }) {
  const given = tensorsOf(asked)
  return asked.manifest.inputs.map(({ name, type, dims }) => {
    const own = given !== undefined && Object.hasOwn(given, name) ? given[name] : undefined
    const isShort = own !== undefined && own.data.length <= mostInlineValues
    const shape = own?.dims ?? dims.map((dim) => (isFreeDim(dim) ? 1 : Number(dim)))
    const count = elementCount(shape)
    const key = name === '__proto__' ? "['__proto__']" : jsLiteral(name)
    const data = isShort
      ? jsLiteral(own.data)
      : `Array(${count}).fill(${type === 'string' ? "''" : '0'})`
    return `  ${key}: { type: ${jsLiteral(own?.type ?? type)}, dims: ${jsLiteral(shape)}, data: ${data} },`
  })
}
