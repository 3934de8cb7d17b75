import type { TensorsManifest } from '../../protocol/manifest.ts'

/** Any model: tensors in, tensors out. */
export function Tensors({ manifest }: { manifest: TensorsManifest }) {
  return <p>{manifest.inputs.length}</p>
}
