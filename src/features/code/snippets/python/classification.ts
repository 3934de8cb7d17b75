import type { ImageClassificationManifest } from '../../../../protocol/picture-manifests.ts'
import { preprocessingOf, topKOf, type AskedOf } from '../asked.ts'
import { blocks, lines } from '../snippet.ts'
import { pythonPictureFeeds, pythonPreprocess } from './picture-input.ts'
import {
  pictureImports,
  pythonHead,
  pythonLabels,
  pythonPicturePath,
  pythonSession,
} from './program.ts'

/** Prints `{"predictions": [{"class", "prob"}, …]}`. */
export function pythonClassification(asked: AskedOf<ImageClassificationManifest>): string {
  const { labels, output, scores, threshold = 0.5 } = asked.manifest
  const isEachByItself = scores === 'sigmoid'
  return blocks(
    pythonHead(asked, pictureImports),
    lines(pythonPicturePath(asked), pythonLabels(labels), pythonSession(asked)),
    pythonPreprocess(preprocessingOf(asked)),
    pythonPictureFeeds(),
    lines(
      'values, _, _ = preprocess(IMAGE)',
      'feeds = feeds_of(values)',
      'batch = next(iter(feeds.values())).shape[0]',
      `kinds = ["tensor(float)", "tensor(float16)"${output === 'probabilities' ? ', "tensor(uint8)", "tensor(int8)"' : ''}]`,
      'name = next(one.name for kind in kinds for one in session.get_outputs() if one.type == kind)',
      'scores = session.run([name], feeds)[0]',
      'scores = scores.reshape(-1)[: scores.size // batch]',
      ...(output === 'probabilities'
        ? [
            'if scores.dtype in (np.uint8, np.int8):  # 256 steps from 0 to 1',
            '    scores = (scores.astype(float) - np.iinfo(scores.dtype).min) / 256',
            'probabilities = np.clip(scores.astype(float), 0, 1)',
          ]
        : isEachByItself
          ? ['probabilities = 1 / (1 + np.exp(-scores.astype(float)))']
          : [
              'shares = np.exp(scores.astype(float) - scores.max())',
              'probabilities = shares / shares.sum()',
            ]),
    ),
    lines(
      'names = LABELS if len(LABELS) == len(probabilities) else [f"class_{i}" for i in range(len(probabilities))]',
      `count = ${
        isEachByItself
          ? `int((probabilities >= ${threshold}).sum()) or ${topKOf(asked)}`
          : topKOf(asked)
      }`,
      'best = np.argsort(-probabilities, kind="stable")[:count]',
      'predictions = [{"class": names[i], "prob": float(probabilities[i])} for i in best]',
      'print(json.dumps({"predictions": predictions}, indent=2))',
    ),
  )
}
