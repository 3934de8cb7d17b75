import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { serveStatic } from '../../../hosting/static-server.js'
import { checkSite } from './check-site.js'
import type { Finding } from './finding.js'

export const page = `<!doctype html><html><head><script src="./recover.js"></script>
<script type="module" crossorigin src="./assets/index-Ab12.js"></script></head>
<body><div id="root"></div></body></html>`
export const model = Buffer.from('weights'.repeat(400))
const parts = {
  'recover.js': 'void 0',
  'assets/index-Ab12.js': 'export const answer = 42\n'.repeat(60),
  'assets/main-Ab12.js': 'self.onmessage = () => undefined',
  'assets/ort-wasm-simd-threaded-Ab12.mjs': 'export default 1',
  'assets/ort-wasm-simd-threaded-Ab12.wasm': '\0asm'.repeat(300),
  'assets/ort-wasm-simd-threaded.asyncify-Ab12.wasm': '\0asm'.repeat(300),
  'link-worker/link-worker-Ab12.js': 'self.onmessage = () => undefined',
  'index.html': page,
}

const sha = (content: string | Buffer, encoding: 'hex' | 'base64') =>
  createHash('sha256').update(content).digest(encoding)

/** Where it is published, as far as the checks know. */
const published = 'https://demo.example/demo/'

/** Changes what one path is answered with, in the way a host would. */
export type Plant = (answer: Response, path: string, asked: Headers) => Response | undefined

/** A small site with one file of each kind, as a build lays them, and the ways to check it. */
export async function serveSmallSite() {
  const root = mkdtempSync(join(tmpdir(), 'vitrine-check-'))
  writeSite(root)
  const site = await serveStatic({ root, prefix: '/demo/', compress: true })
  return {
    requests: site.requests,
    /** Checks it behind a host that does something wrong. */
    check(plant: Plant = () => undefined, address = published): Promise<Finding[]> {
      const through = async (input: RequestInfo | URL, init?: RequestInit) => {
        const { protocol, pathname } = new URL(new Request(input).url)
        if (protocol === 'http:')
          return new Response(null, { status: 308, headers: { location: published } })
        const answer = await fetch(site.origin + pathname, init)
        const path = pathname.replace(/^\/demo\//, '')
        return plant(answer, path, new Headers(init?.headers)) ?? answer
      }
      return checkSite(new URL(address), { fetch: through })
    },
    async close() {
      await site.close()
      rmSync(root, { recursive: true })
    },
  }
}

function writeSite(root: string): void {
  const listed = Object.entries(parts).map(
    ([path, content]) => `{path:\`${path}\`,hash:\`sha256-${sha(content, 'base64')}\`}`,
  )
  const files = [{ path: 'model.onnx', sizeBytes: model.length, sha256: sha(model, 'hex') }]
  const all = {
    ...parts,
    'sw.js': `/* precache */ var X={shell:[${listed.join(',')}]}`,
    'vitrine.js': 'export const loadExportedModel = 1',
    'embed/index.html': page,
    'models/index.json': JSON.stringify({ demos: [{ id: 'demo', base: 'models/demo/', files }] }),
    'models/demo/model.onnx': model,
  }
  for (const [path, content] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
}
