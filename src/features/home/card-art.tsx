import type { ComponentType } from 'react'
import type { ManifestOf, PictureManifest, Task } from '../../protocol/manifest.ts'
import { formatPercent } from '../../ui/format.ts'
import { PictureIcon } from '../../ui/icons.tsx'

/** What a model made of its own examples, as the face of its card. */
export const cardArt: { [T in Task]: ComponentType<{ manifest: ManifestOf<T> }> } = {
  'text-generation': TextArt,
  'text-classification': ClassifiedTextArt,
  'fill-mask': FilledTextArt,
  'feature-extraction': TextPairArt,
  'image-classification': ImageArt,
  'object-detection': ImageArt,
  'image-segmentation': ImageArt,
  'image-to-image': ImageArt,
  'tabular-classification': TableArt,
  'tabular-regression': TableArt,
  tensors: TensorsArt,
}

function TextArt({ manifest }: { manifest: ManifestOf<'text-generation'> }) {
  const example = manifest.examples.find(({ text }) => text !== undefined) ?? manifest.examples[0]
  return (
    <p className="h-full overflow-hidden mask-b-from-50% px-6 pt-5 text-prose">
      <span className="text-muted">{example?.prompt ?? '…'}</span>
      {example?.text}
    </p>
  )
}

function ClassifiedTextArt({ manifest }: { manifest: ManifestOf<'text-classification'> }) {
  const example = manifest.examples[0]
  const top = example?.predictions?.[0]
  return (
    <div className="grid h-full content-start gap-2 overflow-hidden mask-b-from-50% px-6 pt-5 text-prose">
      {top !== undefined && (
        <p className="truncate font-semibold text-accent">
          {top.class} <span className="num">{formatPercent(top.prob)}</span>
        </p>
      )}
      <p className="text-muted">{example?.text ?? '…'}</p>
    </div>
  )
}

/** The sentence with the word that the model found for it. */
function FilledTextArt({
  manifest: { examples, maskToken },
}: {
  manifest: ManifestOf<'fill-mask'>
}) {
  const [example] = examples
  const [before, ...after] = (example?.text ?? '…').split(maskToken)
  const word = example?.predictions?.[0]?.class ?? maskToken
  return (
    <p className="h-full overflow-hidden mask-b-from-50% px-6 pt-5 text-prose text-muted">
      {before}
      {after.length > 0 && <span className="font-semibold text-accent">{word}</span>}
      {after.join(maskToken)}
    </p>
  )
}

function TextPairArt({ manifest }: { manifest: ManifestOf<'feature-extraction'> }) {
  const [first, second] = manifest.examples[0]?.texts ?? ['…', '…']
  return (
    <div className="grid h-full content-start gap-2 overflow-hidden mask-b-from-50% px-6 pt-5 text-prose">
      <p>{first}</p>
      <p className="text-muted">{second}</p>
    </div>
  )
}

/** The model's own signature. */
function TensorsArt({ manifest: { inputs, outputs } }: { manifest: ManifestOf<'tensors'> }) {
  return (
    <ul className="h-full overflow-hidden mask-b-from-50% px-6 pt-5 font-mono text-note text-muted">
      {[...inputs, ...outputs].map(({ name, dims }) => (
        <li key={name} className="truncate">
          {name} [{dims.join(', ')}]
        </li>
      ))}
    </ul>
  )
}

const mosaicPictures = 4

function ImageArt({ manifest }: { manifest: PictureManifest }) {
  const { base, examples } = manifest
  if (examples.length === 0) {
    return (
      <div className="flex h-full items-center justify-center text-muted">
        <PictureIcon />
      </div>
    )
  }
  return (
    <div className="flex h-full gap-px">
      {examples.slice(0, mosaicPictures).map(({ image }) => (
        <img key={image} src={base + image} alt="" className="h-full min-w-0 flex-1 object-cover" />
      ))}
    </div>
  )
}

/** The first columns of the first example. */
function TableArt({
  manifest,
}: {
  manifest: ManifestOf<'tabular-classification' | 'tabular-regression'>
}) {
  const [example] = manifest.examples
  return (
    <dl className="grid h-full grid-cols-[auto_auto] content-start gap-x-4 gap-y-1 overflow-hidden mask-b-from-50% px-6 pt-5 text-prose">
      {manifest.features.slice(0, 4).map(({ name, title = name }) => (
        <div key={name} className="contents">
          <dt className="truncate text-muted">{title}</dt>
          <dd className="num truncate text-right">{String(example?.features[name] ?? '…')}</dd>
        </div>
      ))}
    </dl>
  )
}
