import type { Manifest } from '../../protocol/manifest.ts'

/**
 * A body that a model takes, made of the example that its author gave.
 * @param path of the route, such as "predict"
 * @returns undefined where the route is not for this model, or there is no example
 */
export async function modelExample(manifest: Manifest, path: string): Promise<object | undefined> {
  const isText = manifest.task === 'text-generation'
  if (path === 'generate') {
    const [example] = isText ? manifest.examples : []
    return example && { prompt: example.prompt, max_new_tokens: 40, stream: true }
  }
  if (isText || !path.startsWith('predict')) return undefined
  const body = await predictBody(manifest)
  return path === 'predict/batch' ? body && { items: [body, body] } : body
}

async function predictBody(manifest: Manifest): Promise<object | undefined> {
  switch (manifest.task) {
    case 'image-classification':
    case 'object-detection':
    case 'image-segmentation':
    case 'image-to-image': {
      const [example] = manifest.examples
      return example && { image: await dataUrl(manifest.base + example.image) }
    }
    case 'tabular-classification':
    case 'tabular-regression': {
      const [example] = manifest.examples
      return example && { features: example.features }
    }
    case 'text-classification':
    case 'fill-mask': {
      const [example] = manifest.examples
      return example && { text: example.text }
    }
    case 'feature-extraction': {
      const [example] = manifest.examples
      return example && { texts: example.texts }
    }
    case 'text-generation':
    case 'tensors':
      return undefined
    default:
      return manifest satisfies never
  }
}

async function dataUrl(url: string): Promise<string> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url}: ${response.status}`)
  return pictureUrl(await response.blob())
}

/** A picture as the API takes it. */
export function pictureUrl(picture: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(reader.result as string))
    reader.addEventListener('error', () => reject(reader.error ?? new Error('Unreadable.')))
    reader.readAsDataURL(picture)
  })
}
