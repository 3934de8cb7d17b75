import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { OpenedModel } from '../../protocol/calls.ts'
import type { Manifest, ModelVariant } from '../../protocol/manifest.ts'
import type { ImageClassificationManifest } from '../../protocol/picture-manifests.ts'
import { demosOptions } from '../../queries/demos.ts'
import { describedOptions } from '../../queries/described.ts'
import { useLoader } from '../../queries/loader-context.ts'
import { useAllOpened } from '../../queries/opened-context.ts'

export interface OtherModel {
  /** Tells it from the others. */
  readonly key: string
  readonly title: string
  readonly manifest: ImageClassificationManifest
}

/**
 * What this model can be set against: its other files, then the other models for pictures that are at hand, of this site
 * and opened on this page.
 */
export function useOtherModels(
  manifest: ImageClassificationManifest,
  running: OpenedModel['model'] | undefined,
): readonly OtherModel[] {
  const client = useQueryClient()
  const loader = useLoader()
  const { data: demos = [] } = useQuery(demosOptions())
  const opened = useAllOpened().flatMap(({ id, source, corrections }) => {
    const { queryKey } = describedOptions(loader, id, source, corrections)
    const described = client.getQueryData(queryKey)?.manifest
    // An export and the demo that was made of it have one title.
    return described === undefined ? [] : { ...described, title: `${described.title} (opened)` }
  })
  const variants = (manifest.variants ?? [])
    .filter(({ model }) => model !== running?.path)
    .map((variant) => ({
      key: variant.model,
      title: variantTitle(variant),
      manifest: { ...manifest, pinned: variant.model },
    }))
  const others = [...demos, ...opened]
    .filter(isClassification)
    .filter(({ base }) => base !== manifest.base)
    .map((other) => ({ key: other.base, title: other.title, manifest: other }))
  return [...variants, ...others]
}

/** What the model that runs is called beside another one. */
export function titleOf(
  manifest: ImageClassificationManifest,
  running: OpenedModel['model'] | undefined,
  other: OtherModel,
): string {
  const own = manifest.variants?.find(({ model }) => model === running?.path)
  const isVariant = other.manifest.base === manifest.base
  return isVariant && own !== undefined ? variantTitle(own) : manifest.title
}

function variantTitle({ model, precision }: ModelVariant): string {
  return `${precision} (${model})`
}

function isClassification(manifest: Manifest): manifest is ImageClassificationManifest {
  return manifest.task === 'image-classification'
}
