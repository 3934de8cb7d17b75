import { VitrineError } from '../protocol/errors.ts'
import type { ExportFolder } from './folder.ts'

/** Models that are none of ours, by their endings. The first that is there is named. */
const formats: readonly (readonly [ending: RegExp, found: string, remedy: string])[] = [
  [
    /\.ort$/i,
    'in ONNX Runtime’s own .ort format, which is not run here',
    'Give the .onnx file that it was made from.',
  ],
  [/\.tflite$/i, 'a TensorFlow Lite model', 'Convert it with tf2onnx and open the .onnx file.'],
  [/\.gguf$/i, 'a GGUF model for llama.cpp', 'Export the original model as ONNX, with Optimum.'],
  [/\.(h5|keras)$/i, 'a Keras model', 'Convert it with tf2onnx and open the .onnx file.'],
  [/(^|\/)saved_model\.pb$/i, 'a TensorFlow model', 'Convert it with tf2onnx.'],
  [/\.safetensors$/i, 'weights without a graph (safetensors)', 'Export it with Optimum.'],
  [/\.(pt|pth|torchscript)$/i, 'a PyTorch model', 'Export it with torch.onnx.export.'],
  [/\.(pkl|joblib)$/i, 'a Python pickle', 'Export it with skl2onnx.'],
]

/** @throws VitrineError `file-is-other-format` when the folder holds such a model */
export function refuseOtherFormats({ files }: ExportFolder): void {
  for (const [ending, found, remedy] of formats) {
    const file = files.find(({ path }) => ending.test(path))
    if (file !== undefined) {
      throw new VitrineError('file-is-other-format', { path: file.path, found, remedy })
    }
  }
}
