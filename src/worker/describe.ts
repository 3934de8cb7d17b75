import { VitrineError } from '../protocol/errors.ts'
import type { Handlers } from './serve.ts'

export const describe: Handlers['describe'] = () =>
  Promise.reject(new VitrineError('unexpected', {}, { detail: 'describe' }))

export const inspect: Handlers['inspect'] = () =>
  Promise.reject(new VitrineError('unexpected', {}, { detail: 'inspect' }))
