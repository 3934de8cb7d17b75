import { contentSecurityPolicy } from '../../../hosting/headers.js'
import { model, page, type Plant } from './small-site.ts'

function withHeaders(answer: Response, changes: Readonly<Record<string, string | null>>): Response {
  const headers = new Headers(answer.headers)
  for (const [name, value] of Object.entries(changes))
    if (value === null) headers.delete(name)
    else headers.set(name, value)
  return new Response(answer.body, { status: answer.status, headers })
}

/** The same with other headers, on the paths that the pattern fits. */
const sends =
  (pattern: RegExp, changes: Readonly<Record<string, string | null>>): Plant =>
  (answer, path) =>
    pattern.test(path) ? withHeaders(answer, changes) : undefined

const html = (status = 200, text = page, headers = {}) =>
  new Response(text, { status, headers: { 'content-type': 'text/html', ...headers } })

/** What is planted, how bad that is, and what has to be said of it. */
export const plants: [name: string, level: 'wrong' | 'warning', said: RegExp, plant: Plant][] = [
  [
    'the page in place of missing files',
    'wrong',
    /Missing files are answered with 200/,
    (answer) => (answer.status === 404 ? html() : undefined),
  ],
  [
    'an error of another kind for missing files',
    'warning',
    /answered with 403 and not with 404/,
    (answer) => (answer.status === 404 ? html(403) : undefined),
  ],
  [
    'WebAssembly of no type',
    'warning',
    /Not sent as application\/wasm: assets\/ort.*wasm/,
    sends(/\.wasm$/, { 'content-type': 'application/octet-stream' }),
  ],
  [
    'a module of another type',
    'wrong',
    /Not sent as text\/javascript: .*\.mjs/,
    sends(/\.mjs$/, { 'content-type': 'application/octet-stream' }),
  ],
  [
    'no isolation',
    'warning',
    /not isolated: without Cross-Origin-Opener-Policy: same-origin and/,
    sends(/^/, {
      'cross-origin-opener-policy': null,
      'cross-origin-embedder-policy': null,
    }),
  ],
  [
    'isolation of the page alone',
    'wrong',
    /these come without Cross-Origin-Embedder-Policy: .*main-Ab12\.js/,
    (answer, path) =>
      path === '' ? undefined : withHeaders(answer, { 'cross-origin-embedder-policy': null }),
  ],
  [
    'a policy without WebAssembly',
    'wrong',
    /refuses script-src 'wasm-unsafe-eval'.*no model opens/,
    sends(/^/, {
      'content-security-policy': contentSecurityPolicy().replace(" 'wasm-unsafe-eval'", ''),
    }),
  ],
  [
    'a host’s own policy on top',
    'wrong',
    /refuses worker-src 'self'/,
    sends(/^$/, {
      'content-security-policy': `${contentSecurityPolicy()}, worker-src 'none'`,
    }),
  ],
  [
    'a policy that allows inline scripts',
    'warning',
    /allows more than the site needs: script-src 'unsafe-inline'/,
    sends(/^$/, {
      'content-security-policy': contentSecurityPolicy().replace(
        "script-src 'self'",
        "script-src 'self' 'unsafe-inline'",
      ),
    }),
  ],
  [
    'no policy',
    'warning',
    /There is no Content-Security-Policy on the page/,
    sends(/^/, { 'content-security-policy': null }),
  ],
  [
    'the strict policy on the link worker too',
    'warning',
    /policy of link-worker\/.* refuses connect-src https:.*Links to models on other sites do not open/,
    sends(/^link-worker\//, { 'content-security-policy': contentSecurityPolicy() }),
  ],
  [
    'no nosniff',
    'warning',
    /X-Content-Type-Options is missing/,
    sends(/^/, { 'x-content-type-options': null }),
  ],
  [
    'no Strict-Transport-Security to speak of',
    'warning',
    /Strict-Transport-Security says “max-age=300”/,
    sends(/^/, { 'strict-transport-security': 'max-age=300' }),
  ],
  [
    'a module that other sites cannot import',
    'warning',
    /Access-Control-Allow-Origin is missing on .*cannot import/,
    sends(/^/, { 'access-control-allow-origin': null }),
  ],
  [
    'no compression',
    'warning',
    /Not compressed: .*index-Ab12\.js/,
    sends(/^/, { 'content-encoding': null }),
  ],
  [
    'a page that is kept for a week',
    'wrong',
    /Kept for a day or longer .*: the page/,
    sends(/^/, { 'cache-control': 'public, max-age=604800' }),
  ],
  [
    'scripts that are kept for ten minutes',
    'warning',
    /Not kept for long.*assets/,
    sends(/^/, { 'cache-control': 'max-age=600' }),
  ],
  [
    'ranges that are ignored',
    'warning',
    /range of models\/demo\/model\.onnx is answered with 200/,
    (answer) => (answer.status === 206 ? new Response(model) : undefined),
  ],
  [
    'a pointer of Git LFS in place of a model',
    'wrong',
    /model\.onnx is a pointer of Git LFS/,
    (answer, path) =>
      path.endsWith('.onnx') && answer.status !== 404
        ? new Response('version https://git-lfs.github.com/spec/v1\n', {
            headers: { 'content-length': '130' },
          })
        : undefined,
  ],
  [
    'a web page in place of a model',
    'wrong',
    /model\.onnx is answered with a web page/,
    (_, path) => (path === 'models/demo/model.onnx' ? html() : undefined),
  ],
  [
    'a model that is cut short',
    'wrong',
    /model\.onnx has 12 bytes and should have 2800/,
    sends(/^models\/demo\/model\.onnx$/, { 'content-length': '12' }),
  ],
  [
    'a model of another build',
    'wrong',
    /model\.onnx has another hash/,
    (answer, path, asked) =>
      path === 'models/demo/model.onnx' && !asked.has('range') && answer.body !== null
        ? new Response('w'.repeat(model.length), answer)
        : undefined,
  ],
  [
    'a list of demos that is not there',
    'wrong',
    /models\/index\.json is answered with 404/,
    (_, path) => (path === 'models/index.json' ? html(404) : undefined),
  ],
  [
    'a list of demos that is the page',
    'wrong',
    /models\/index\.json is answered with a web page/,
    (_, path) => (path === 'models/index.json' ? html() : undefined),
  ],
  [
    'half a deployment',
    'wrong',
    /Cannot be fetched: assets\/main-Ab12\.js/,
    (_, path) => (path === 'assets/main-Ab12.js' ? html(404) : undefined),
  ],
  [
    'a runtime that Cloudflare did not take',
    'warning',
    /Missing: .*asyncify-Ab12\.wasm/,
    (_, path) => (path.includes('asyncify') ? html(404) : undefined),
  ],
  [
    'a host that rewrites scripts',
    'wrong',
    /Not as built: assets\/index-Ab12\.js/,
    (answer, path) =>
      path === 'assets/index-Ab12.js' && answer.body !== null
        ? new Response('minified', { headers: { 'content-type': 'text/javascript' } })
        : undefined,
  ],
  [
    'a service worker that is the page',
    'wrong',
    /sw\.js comes as text\/html/,
    (_, path) => (path === 'sw.js' ? html() : undefined),
  ],
  [
    'a page for frames that may not be framed',
    'wrong',
    /embed\/ comes with X-Frame-Options: DENY/,
    sends(/^embed\/$/, { 'content-security-policy': null, 'x-frame-options': 'DENY' }),
  ],
  [
    'a password',
    'wrong',
    /asks for a password or a login \(401\)/,
    () => html(401, '<title>Login</title>'),
  ],
  [
    'a login on another host',
    'wrong',
    /asks for a password or a login/,
    (_, path) =>
      path === ''
        ? new Response(null, { status: 302, headers: { location: '/sso-api?url=x' } })
        : html(200, '<input type="password">'),
  ],
  [
    'a page of the tunnel’s',
    'wrong',
    /shows a page of ngrok’s \(ERR_NGROK_3200\)/,
    () => html(404, 'The endpoint is offline. ERR_NGROK_3200'),
  ],
  [
    'a circle of redirects',
    'wrong',
    /leads in a circle/,
    () => new Response(null, { status: 301, headers: { location: './' } }),
  ],
  ['another page', 'wrong', /is not a page of Vitrine/, () => html(200, '<h1>It works</h1>')],
]
