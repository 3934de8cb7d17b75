// @ts-check
/** The packages that Vitrine is measured against. They are not part of the product's own installation. */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Advice, elapsed, root } from '../scripts/support/command.js'
import { installAdvice, isInstalled, npmCommand } from '../scripts/support/install.js'
import { execute } from '../scripts/support/process.js'

const folder = join(root, 'bench')

/**
 * Installs them where they are missing. Without install scripts: onnxruntime-node's downloads CUDA libraries, and
 * what the CPU needs is in the package.
 * @returns {Promise<void>}
 * @throws {Advice} When npm could not do it.
 */
export async function ensurePeersInstalled() {
  const wanted = readJson(join(folder, 'package-lock.json'))
  const installed = readJson(join(folder, 'node_modules', '.package-lock.json'))
  if (wanted !== undefined && isInstalled(wanted, installed)) return
  const sinceMs = performance.now()
  console.log('Installing the peers in bench/ (450 MB on disk)…')
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline']
  const { status, output } = await execute([...npmCommand(), 'ci', '--prefix', folder, ...flags])
  if (status !== 0) throw new Advice(installAdvice(output))
  console.log(`Installed in ${elapsed(sinceMs)}`)
}

/** @returns {typeof import('onnxruntime-common')} ONNX Runtime's native build. */
export function loadNativeRuntime() {
  return requirePeer()('onnxruntime-node')
}

/**
 * What a page with Transformers.js loads from its CDN: `jsdelivr` of its package.json, and the glue and the binary
 * that this file asks for.
 * @returns {{ name: string, path: string }[]}
 */
export function transformersFiles() {
  const library = dirname(requirePeer().resolve('@huggingface/transformers'))
  // The runtime exports no package.json; Transformers.js brings another version than ours.
  const runtime = join(folder, 'node_modules/onnxruntime-web/dist')
  return [
    join(library, 'transformers.min.js'),
    join(runtime, 'ort-wasm-simd-threaded.asyncify.mjs'),
    join(runtime, 'ort-wasm-simd-threaded.asyncify.wasm'),
  ].map((path) => ({ name: path.slice(dirname(path).length + 1), path }))
}

/**
 * ONNX Runtime Web alone, without any product around it: the version and the build that ours has.
 * @returns {{ name: string, path: string }[]}
 */
export function runtimeFiles() {
  const ours = dirname(createRequire(import.meta.url).resolve('onnxruntime-web/wasm'))
  return ['ort.wasm.min.mjs', 'ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm'].map(
    (name) => ({ name, path: join(ours, name) }),
  )
}

/** @returns {string} Such as "Transformers.js 4.3.1 and onnxruntime-node 1.30.0". */
export function peerVersions() {
  /** @type {{ dependencies: Record<string, string> }} */
  const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return `Transformers.js ${dependencies['@huggingface/transformers']} and onnxruntime-node ${dependencies['onnxruntime-node']}`
}

function requirePeer() {
  return createRequire(join(folder, 'package.json'))
}

/** @param {string} file */
function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}
