import type { Kept } from '../protocol/calls.ts'
import type { ExportFile, Layout, Manifest } from '../protocol/manifest.ts'
import type { RuntimeReport } from '../protocol/runtime.ts'

export const layoutWords: Record<Layout, string> = {
  'transformer-builder': 'Transformer Builder',
  'transformer-builder-bundle': 'Transformer Builder bundle',
  'hugging-face': 'Hugging Face',
  genai: 'ONNX Runtime GenAI',
  ultralytics: 'Ultralytics',
  timm: 'timm',
  'scikit-learn': 'scikit-learn',
  graph: 'a bare .onnx file',
}

/** Whether the next visit will find the model here, and if not, why. */
export function keptWords(kept: Kept): string {
  switch (kept.where) {
    case 'device':
      return 'Opened from this device, and not copied: open it again after a reload.'
    case 'opfs':
    case 'cache':
      return 'On this device, for this page only: the next visit downloads nothing.'
    case 'nowhere':
      return kept.why === 'storage-full'
        ? 'Not kept, because the storage of this browser is full: the next visit downloads it again.'
        : 'Not kept, because this browser lets the page store nothing: the next visit downloads it again.'
    default:
      return kept satisfies never
  }
}

export function runtimeWords({ build, adapter }: RuntimeReport): string {
  const words = `ONNX Runtime Web, ${build} build`
  return adapter === undefined ? words : `${words} · ${adapter}`
}

/** The files of a manifest when the worker took `model` among its variants. */
export function filesThatRun(manifest: Manifest, model: string): readonly ExportFile[] {
  const { files, variants = [] } = manifest
  const taken = variants.find((variant) => variant.model === model)
  const usual = variants.find((variant) => variant.model === manifest.model)
  if (taken === undefined || usual === undefined || taken === usual) return files
  const left = new Set(usual.files.map(({ path }) => path))
  return [...taken.files, ...files.filter(({ path }) => !left.has(path))]
}
