import type { PictureSource } from '../../pictures/example-picture.tsx'
import type { ImageToImageManifest } from '../../protocol/picture-manifests.ts'
import { BeforePicture, sourceOfPicture } from './before-picture.tsx'
import { Compare } from './compare.tsx'
import { DepthLegend } from './depth-legend.tsx'
import { givenPart } from './given-part.ts'
import { OutputCanvas } from './output-canvas.tsx'
import type { LiveOutput } from './outputs.ts'
import { sizeWords } from './words.ts'

interface OutputProps {
  manifest: ImageToImageManifest
  live: LiveOutput
  sourceOf(path: string): PictureSource | undefined
}

/** Before and after, and what there is to say of it in numbers. */
export function Output({ manifest, live, sourceOf }: OutputProps) {
  const { picture, result } = live
  const given = givenPart(result.image, manifest.preprocessing)
  const source = sourceOfPicture(picture, sourceOf)
  return (
    <>
      <Compare
        // The line stays where it is from frame to frame of a camera, and begins anew with another picture.
        key={live.id}
        shape={given.area}
        before={
          source === undefined ? undefined : (
            <BeforePicture source={source} picture={result.image} area={given.area} />
          )
        }
        after={<OutputCanvas output={result} />}
      />
      <p className="num text-pretty text-note text-muted">{sizeWords(result, given)}</p>
      {result.range !== undefined && <DepthLegend range={result.range} />}
    </>
  )
}
