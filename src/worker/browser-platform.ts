import { chooseDevice } from '../runtime/choose-device.ts'
import { startOrt } from '../runtime/ort.ts'
import { createStore } from '../store/create-store.ts'
import type { Platform } from './platform.ts'

export const browserPlatform: Platform = {
  startOrt,
  chooseDevice,
  createStore,
  async loadPictureDecoder() {
    const { createPictureDecoder } = await import('./decode-picture.ts')
    return createPictureDecoder()
  },
}
