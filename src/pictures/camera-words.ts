import { VitrineError } from '../protocol/errors.ts'
import type { CameraProblem } from '../ui/use-camera.ts'

const words: Record<CameraProblem, readonly [problem: string, remedy: string]> = {
  denied: [
    'This page may not use it: the question was answered with no',
    'Allow the camera beside the page’s address, then start it again.',
  ],
  forbidden: [
    'The site, or the page in which this one is embedded, does not let it use a camera',
    'Open this page by itself, or take a picture and drop it here.',
  ],
  missing: [
    'No camera was found on this device, or not the one that was chosen',
    'Plug one in and start again, or drop a picture here.',
  ],
  busy: [
    'Another program or tab holds it, or it does not answer',
    'Close what uses it, then start it again.',
  ],
  unplugged: ['It was unplugged or switched off', 'Plug it in, then start it again.'],
  insecure: [
    'Browsers give cameras only to pages that came over https',
    'Open this page with https, or take a picture and drop it here.',
  ],
  unsupported: [
    'This browser has none to give',
    'Use another browser, or take a picture and drop it here.',
  ],
}

export function cameraError(problem: CameraProblem, cause?: unknown): VitrineError {
  const [reason, remedy] = words[problem]
  return new VitrineError('camera-unavailable', { problem: reason, remedy }, { cause })
}
