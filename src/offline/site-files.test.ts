import { describe, expect, it } from 'vitest'
import { buildOf, isHashed, keepingOf } from './site-files.ts'

describe('which files are kept, and when', () => {
  it.each([
    ['index.html', 'shell'],
    ['recover.js', 'shell'],
    ['models/index.json', 'shell'],
    ['assets/main-TpGbNs-F.js', 'shell'],
    ['assets/ort-jspi-CD_LPDxC.js', 'runtime'],
    ['assets/ort-wasm-simd-threaded-qyIweqWS.mjs', 'runtime'],
    ['models/cifar10/examples/a/frog.JPG', 'picture'],
    ['models/cifar10/model.onnx', 'never'],
    ['models/cifar10/metadata.json', 'never'],
    ['icons/icon-512.png', 'never'],
    ['sw.js', 'never'],
    ['sw-off.js', 'never'],
    ['404.html', 'never'],
    ['', 'never'],
  ])('%s: %s', (path, keeping) => {
    expect(keepingOf(path)).toBe(keeping)
  })

  it.each([
    ['assets/ort-cpu-DViGaZEL.js', 'cpu'],
    ['assets/ort-wasm-simd-threaded-DcHrbrbl.wasm', 'cpu'],
    // A hash may begin like another build's name.
    ['assets/ort-wasm-simd-threaded-jspiJSPI.wasm', 'cpu'],
    ['assets/ort-jspi-CD_LPDxC.js', 'jspi'],
    ['assets/ort-wasm-simd-threaded.jspi-CZzFqCHi.wasm', 'jspi'],
    ['assets/ort-asyncify-BcwSSyad.js', 'asyncify'],
    ['assets/ort-wasm-simd-threaded.asyncify-CGX8rfbW.mjs', 'asyncify'],
    ['assets/index-mGAIpt87.js', undefined],
  ])('%s is of the build %s', (path, build) => {
    expect(buildOf(path)).toBe(build)
  })

  it('takes a name for hashed only where the build gives such names', () => {
    expect(isHashed('assets/ort-wasm-simd-threaded.jspi-CZzFqCHi.wasm')).toBe(true)
    expect(isHashed('models/some-model-12345678.js')).toBe(false)
    expect(isHashed('assets/plain.js')).toBe(false)
  })
})
