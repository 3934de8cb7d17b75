import { VitrineError } from '../protocol/errors.ts'
import type { Handlers } from './serve.ts'

export const stored: Handlers['stored'] = () =>
  Promise.reject(new VitrineError('unexpected', {}, { detail: 'stored' }))

export const forget: Handlers['forget'] = () =>
  Promise.reject(new VitrineError('unexpected', {}, { detail: 'forget' }))
