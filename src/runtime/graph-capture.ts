import type { Ort } from './ort.ts'

/**
 * Options for a session that can record what a run asks of the GPU and play it back. The package, told so, would bind
 * all inputs and outputs once for all runs, and refuse those that lie on the CPU. But its lines read the option three
 * times: for the provider, for the session's configuration, and for themselves. Only the first is to have it
 * (onnxruntime-web 1.30.0; whether the answers are right is checked where the recording is used).
 */
export function capturing(
  options: Ort.InferenceSession.SessionOptions,
): Ort.InferenceSession.SessionOptions {
  let reads = 0
  return Object.defineProperty({ ...options }, 'enableGraphCapture', {
    enumerable: true,
    get: () => (reads++ === 0 ? true : undefined),
  })
}

/** In a session that records, runs are recorded unless they say otherwise. */
export function runOptions(recording = -1): Ort.InferenceSession.RunOptions {
  return { extra: { gpu_graph_id: String(recording) } }
}
