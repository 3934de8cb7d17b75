import { VitrineError } from '../protocol/errors.ts'
import type { Handlers } from '../worker/serve.ts'

const fail = () => Promise.reject(new VitrineError('unexpected'))

/** Handlers for the calls that a test does not make. */
export const unasked: Handlers = {
  describe: fail,
  inspect: fail,
  stored: fail,
  forget: fail,
  open: fail,
  run: fail,
  compute: fail,
}
