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
