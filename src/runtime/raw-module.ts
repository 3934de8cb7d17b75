/**
 * The runtime's own wasm module, of which the package hands out nothing. Its exports are what the package itself calls
 * (`lib/wasm/wasm-types.ts` of onnxruntime-web, pinned at 1.30.0); they are no public API, so all that goes through
 * them is checked against the plain way when a model is loaded.
 */
export interface RawModule {
  /** As long as the heap was when the module last looked: take them from `current`. */
  readonly HEAPU8: Uint8Array
  readonly HEAP32: Int32Array
  readonly HEAPU32: Uint32Array
  /** 4: the builds in use are wasm32. */
  readonly PTR_SIZE: number
  /** 0 when there is no memory. */
  _malloc(bytes: number): number
  _free(pointer: number): void
  stackSave(): number
  stackRestore(pointer: number): void
  stackAlloc(bytes: number): number
  UTF8ToString(pointer: number): string
  getValue(pointer: number, type: 'i8'): number
  /** @returns a handle, 0 when it fails; `data` stays the caller's */
  _OrtCreateTensor(
    type: number,
    data: number,
    bytes: number,
    dims: number,
    dimsLength: number,
    location: number,
  ): number
  /** Writes type, data, dims (to be given to `_OrtFree`) and their number to the four places. */
  _OrtGetTensorData(
    tensor: number,
    type: number,
    data: number,
    dims: number,
    dimsLength: number,
  ): number
  _OrtReleaseTensor(tensor: number): number
  _OrtFree(pointer: number): number
  _OrtCreateRunOptions(severity: number, verbosity: number, terminate: boolean, tag: number): number
  _OrtReleaseRunOptions(options: number): number
  /** Outputs that are 0 are allocated by the runtime. A promise in the builds that can wait for a GPU. */
  _OrtRun(
    session: number,
    inputNames: number,
    inputs: number,
    inputCount: number,
    outputNames: number,
    outputCount: number,
    outputs: number,
    options: number,
  ): number | Promise<number>
  _OrtGetLastError(code: number, message: number): number
}

/**
 * The module with views over the whole heap. Memory that another thread made larger is beyond the views that the
 * module has, until one of its own functions looks: reading a byte is the cheapest of them. The heap is shared memory
 * in every build, so an older view goes on showing what it shows.
 */
export function current(module: RawModule): RawModule {
  module.getValue(0, 'i8')
  return module
}

type Factory = (config: object) => Promise<RawModule>

/**
 * A file of each build is what the package imports in place of its glue. What that does then is set from outside: were
 * it imported there, Vite would make those files different ones for each worker, and the site heavier.
 */
export interface GluePlace {
  keeper?: ModuleKeeper
}

/** Makes the module as the package wants it, and leaves a hold of it. */
export interface ModuleKeeper {
  readonly factory: Factory
  /** @throws TypeError before the package has started its runtime */
  readonly module: () => RawModule
}

/** @param glueUrl absolute */
export function keepModule(glueUrl: () => string): ModuleKeeper {
  let kept: RawModule | undefined
  return {
    async factory(config) {
      const glue = (await import(/* @vite-ignore */ glueUrl())) as { default: Factory }
      kept = await glue.default(config)
      return kept
    },
    module() {
      if (kept === undefined) throw new TypeError('The runtime has not been started')
      return kept
    },
  }
}
