import type { PictureDecoder } from '../pipelines/ports.ts'
import type { Runtime } from '../protocol/runtime.ts'
import type { Device } from '../runtime/choose-device.ts'
import type { OrtBuild, StartedOrt } from '../runtime/ort.ts'
import type { Store } from '../store/store.ts'

/** What the place where a worker runs has to offer: a browser (`browser-platform.ts`), or Node (`src/node/`). */
export interface Platform {
  /** @throws VitrineError `runtime-unavailable` */
  startOrt(build: OrtBuild, threads: number): Promise<StartedOrt>
  /** @throws VitrineError `webgpu-unavailable` when WebGPU alone was asked for and there is none. */
  chooseDevice(requested: Runtime, cpuModel: boolean): Promise<Device>
  createStore(): Pick<Store, 'fetch'>
  /** Of picture files. Loaded with the first model that takes any. */
  loadPictureDecoder(): Promise<PictureDecoder>
}
