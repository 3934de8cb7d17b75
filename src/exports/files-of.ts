import type { Manifest } from '../protocol/manifest.ts'

/** Pictures that a manifest shows before anything is run. */
export function picturesOf(manifest: Manifest): string[] {
  const { logo } = manifest.theme ?? {}
  const own = logo === undefined ? [] : [logo]
  // Of all picture tasks, and of no others.
  return 'preprocessing' in manifest
    ? [...own, ...manifest.examples.map(({ image }) => image)]
    : own
}

/** Every file that opening the manifest, in whichever variant, can ask for. */
export function filesOf(manifest: Manifest): Set<string> {
  const variants = manifest.variants ?? []
  const files = [...manifest.files, ...variants.flatMap((variant) => variant.files)]
  return new Set([...files.map(({ path }) => path), ...picturesOf(manifest)])
}
