import type { ImageClassificationManifest } from '../../../../protocol/picture-manifests.ts'
import { preprocessingOf, topKOf, type AskedOf } from '../asked.ts'
import { blocks, lines } from '../snippet.ts'
import { webPreprocess } from './picture-input.ts'
import { webHead, webLabels, webPicture } from './program.ts'

export function webClassification(asked: AskedOf<ImageClassificationManifest>): string {
  const { labels, output, scores, threshold = 0.5 } = asked.manifest
  const isEachByItself = scores === 'sigmoid'
  const count = topKOf(asked)
  return blocks(
    lines(webHead(asked), webLabels(labels)),
    webPreprocess(preprocessingOf(asked)),
    lines(
      webPicture(asked),
      'const feeds = feedsOf(await preprocess(picture))',
      'const outputs = await session.run(feeds)',
      "const { name } = session.outputMetadata.find(({ type }) => type === 'float32') ?? session.outputMetadata[0]",
      'const batch = Object.values(feeds)[0].dims[0]',
      'const all = Array.from(outputs[name].data)',
      'const scores = all.slice(0, all.length / batch)',
      output === 'probabilities'
        ? 'const probabilities = scores.map((score) => Math.min(Math.max(score, 0), 1))'
        : isEachByItself
          ? 'const probabilities = scores.map((score) => 1 / (1 + Math.exp(-score)))'
          : webSoftmax,
    ),
    lines(
      'const names = labels.length === scores.length ? labels : scores.map((_, i) => `class_${i}`)',
      isEachByItself
        ? `const count = probabilities.filter((prob) => prob >= ${threshold}).length || ${count}`
        : `const count = ${count}`,
      'const predictions = probabilities',
      '  .map((prob, i) => ({ class: names[i], prob }))',
      '  .sort((a, b) => b.prob - a.prob)',
      '  .slice(0, count)',
      'console.log(JSON.stringify({ predictions }, null, 2))',
    ),
  )
}

export const webSoftmax = lines(
  'const largest = scores.reduce((a, b) => Math.max(a, b))',
  'const shares = scores.map((score) => Math.exp(score - largest))',
  'const sum = shares.reduce((a, b) => a + b)',
  'const probabilities = shares.map((share) => share / sum)',
)
