import { useEffect, useState } from 'react'
import type { Manifest } from '../../protocol/manifest.ts'
import { exampleKey, packedKeys } from '../../protocol/shared-link.ts'
import type { LoggedRun } from '../../queries/run-log.ts'
import { partsOf, stateWith, type LinkPart } from './link-parts.ts'
import { readLink } from './read-link.ts'
import { shrinkPicture, type SmallPicture } from './shrink-picture.ts'
import { takesPictures } from './takes-pictures.ts'
import { writeLink } from './write-link.ts'

/** What may go into a link, looked up when the panel opens. */
export interface Ingredients {
  readonly state: URLSearchParams
  readonly parts: readonly LinkPart[]
  /** The picture that was looked at last, of the visitor's own. */
  readonly picture: SmallPicture | 'unreadable' | undefined
}

/** Undefined while the picture is made smaller. */
export function useIngredients(
  manifest: Manifest,
  run: LoggedRun | undefined,
): Ingredients | undefined {
  const [ingredients, setIngredients] = useState<Ingredients>()
  useEffect(() => {
    let isGone = false
    async function gather() {
      const state = await stateInAddress()
      const given = givenPicture(state, run)
      const picture =
        given && (await shrinkPicture(given, sideOf(manifest)).catch(() => 'unreadable' as const))
      if (isGone) return
      const parts = partsOf(state, (image) => titleOf(manifest, image))
      setIngredients({ state, parts, picture })
    }
    void gather()
    return () => {
      isGone = true
    }
  }, [manifest, run])
  return ingredients
}

/** The address of the demo with these parts of its state. Undefined while it is written. */
export function useLink(
  site: string,
  ingredients: Ingredients | undefined,
  left: readonly LinkPart[],
  picture: SmallPicture | undefined,
): string | undefined {
  const [link, setLink] = useState<string>()
  const state = ingredients && String(stateWith(ingredients.state, left))
  useEffect(() => {
    if (state === undefined) return undefined
    let isGone = false
    const write = async () => {
      const hash = await writeLink(new URLSearchParams(state), picture?.bytes)
      // Of the demo by itself, also out of a frame.
      const url = new URL(window.location.search, site)
      url.searchParams.delete('theme')
      url.hash = hash
      if (!isGone) setLink(url.href)
    }
    void write()
    return () => {
      isGone = true
    }
  }, [site, state, picture])
  return link
}

/** What somebody else's link brought, and nothing was run with yet, is still packed. */
async function stateInAddress(): Promise<URLSearchParams> {
  const shared = new URLSearchParams(window.location.hash.slice(1))
  return shared.has(packedKeys.version) ? (await readLink(shared)).state : shared
}

/** An example goes by its name, and many pictures are too many. */
function givenPicture(state: URLSearchParams, run: LoggedRun | undefined): Blob | undefined {
  if (run?.outcome.status !== 'done' || !('image' in run.input)) return undefined
  if (state.has(exampleKey) || state.get('mode') === 'many') return undefined
  const image: unknown = run.input.image
  return image instanceof Blob ? image : undefined
}

function sideOf(manifest: Manifest): number {
  if (!takesPictures(manifest)) return 0
  const { width, height } = manifest.preprocessing
  return Math.max(width, height)
}

function titleOf(manifest: Manifest, image: string): string | undefined {
  if (!takesPictures(manifest)) return undefined
  return manifest.examples.find((example) => example.image === image)?.title
}
