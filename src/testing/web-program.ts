/** Modules for ONNX Runtime Web, run by tests of the code that the page hands out. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { functionBody } from './code-syntax.ts'

/**
 * What a module writes to its console. It runs in Node, on ONNX Runtime Web's build for that.
 * @param folder what lies at the address that ends with `base`
 */
export async function runWeb(
  code: string,
  { folder, base }: { readonly folder: string; readonly base: string },
): Promise<readonly unknown[][]> {
  const written: unknown[][] = []
  const fetched = (url: string): Promise<Response> => {
    const path = decodeURIComponent(url.slice(url.indexOf(base) + base.length))
    return Promise.resolve(new Response(new Uint8Array(readFileSync(join(folder, path)))))
  }
  const imported = (name: string): Promise<unknown> => import(/* @vite-ignore */ name)
  const log = (...values: unknown[]) => written.push(values)
  // oxlint-disable-next-line typescript/no-implied-eval -- the code is ours, and running it is what is tested
  const program = new AsyncFunction('imported', 'fetch', 'console', functionBody(code))
  await program(imported, fetched, { log })
  return written
}

const AsyncFunction = (async () => {}).constructor as new (
  ...parts: string[]
) => (...given: unknown[]) => Promise<void>
