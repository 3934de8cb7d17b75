// @ts-check
import { createHash } from 'node:crypto'
import { listed, ok, warning, wrong } from './finding.js'
import { cloudflareLimitBytes } from './files.js'
import { at, isHtml, textOf, typeOf } from './site.js'

/**
 * @typedef {import('./finding.js').Finding} Finding
 * @typedef {import('./site.js').Site} Site
 * @typedef {{ name: string, url: URL, sizeBytes?: number, sha256?: string }} ModelFile
 */

/** Up to this size a file is fetched, for its hash. */
const hashedBytes = 8 * 1024 ** 2
const build = 'Build again, and publish the whole of dist/.'

/**
 * The list of demos, and each file that it names.
 * @param {Site} site
 * @returns {Promise<Finding[]>}
 */
export async function checkModels(site) {
  const list = await site.ask(at(site, 'models/index.json'), { maxBytes: hashedBytes })
  if (site.index === undefined)
    return [
      wrong(
        `models/index.json ${indexFault(list)}.`,
        'The page shows no demo.',
        'Publish dist/ whole; let the host answer missing files with 404 and not with the page.',
      ),
    ]
  const files = filesOf(site, site.index)
  if (files.length === 0)
    return [warning('models/index.json lists no files.', 'There is no demo to try.', build)]
  const perFile = await Promise.all(files.map((file) => checkFile(site, file)))
  const findings = perFile.flat()
  const jsonType = typeOf(list)
  return [
    ...(jsonType === 'application/json'
      ? []
      : [
          warning(
            `models/index.json comes as ${jsonType || 'no type'}.`,
            'It is read all the same, but many hosts do not compress it then.',
            'Give the host the type application/json for .json.',
          ),
        ]),
    ...(findings.length > 0
      ? findings
      : [
          ok(
            `All ${files.length} files of ${site.index.demos.length} demos are there, in their size.`,
          ),
        ]),
    ...(await checkRange(site, files)),
    ...(await checkHash(site, files)),
  ]
}

/** @param {import('./visitor.js').Answer} answer */
function indexFault(answer) {
  if (!answer.came) return `does not come: ${answer.reason}`
  if (answer.status !== 200) return `is answered with ${answer.status}`
  return isHtml(answer) ? 'is answered with a web page' : 'is not the JSON that a build writes'
}

/**
 * @param {Site} site
 * @param {NonNullable<Site['index']>} index
 * @returns {ModelFile[]}
 */
function filesOf(site, { demos }) {
  return demos.flatMap(({ base, files }) =>
    files.map(({ path, ...facts }) => {
      // A folder may be called anything, also what an address gives another meaning.
      const inAddress = path.split('/').map(encodeURIComponent).join('/')
      const url = new URL(inAddress, at(site, base))
      return { ...facts, url, name: url.origin === site.base.origin ? base + path : url.href }
    }),
  )
}

/**
 * @param {Site} site
 * @param {ModelFile} file
 * @returns {Promise<Finding[]>}
 */
async function checkFile(site, { name, url, sizeBytes }) {
  const headers = { 'accept-encoding': 'identity' }
  const head = await site.ask(url, { method: 'HEAD', headers })
  const demo = 'This demo does not open.'
  if (!head.came) return [wrong(`${name} does not come: ${head.reason}.`, demo, build)]
  const isTooLarge = (sizeBytes ?? 0) > cloudflareLimitBytes
  if (head.status === 404 && isTooLarge && /cloudflare/i.test(head.headers.get('server') ?? ''))
    return [
      wrong(
        `${name} is missing, and larger than the 25 MiB that Cloudflare Pages takes.`,
        demo,
        'Use a smaller precision of it (fp16, int8), keep the weights on Hugging Face and open them by a link, or take another host.',
      ),
    ]
  if (head.status !== 200) return [wrong(`${name} is answered with ${head.status}.`, demo, build)]
  if (typeOf(head) === 'text/html')
    return [
      wrong(
        `${name} is answered with a web page.`,
        demo,
        'Switch the fallback to index.html off, and publish the file.',
      ),
    ]
  if (url.origin !== site.base.origin && head.headers.get('access-control-allow-origin') === null)
    return [
      wrong(
        `${name} lies on another site, which sends no Access-Control-Allow-Origin.`,
        demo,
        'Let that site allow this one, or put the file into this site.',
      ),
    ]
  const length = head.headers.get('content-length')
  if (sizeBytes === undefined || length === null || Number(length) === sizeBytes) return []
  const start = await site.ask(url, { headers: { range: 'bytes=0-199' } })
  if (start.came && textOf(start).startsWith('version https://git-lfs'))
    return [
      wrong(
        `${name} is a pointer of Git LFS, not the file.`,
        demo,
        'Run “git lfs pull” where the site is built, or switch LFS on in the host’s settings, and publish again.',
      ),
    ]
  return [
    wrong(
      `${name} has ${length} bytes and should have ${sizeBytes}.`,
      'The page takes it for damaged and does not open it.',
      build,
    ),
  ]
}

/**
 * @param {Site} site
 * @param {readonly ModelFile[]} files
 * @returns {Promise<Finding[]>}
 */
async function checkRange(site, files) {
  const [largest] = [...files].sort((a, b) => (b.sizeBytes ?? 0) - (a.sizeBytes ?? 0))
  if (largest === undefined) return []
  const headers = { range: 'bytes=1-2', 'accept-encoding': 'identity' }
  const answer = await site.ask(largest.url, { headers, maxBytes: 1024 })
  if (!answer.came || answer.status >= 400) return []
  const total = /^bytes 1-2\/(\d+|\*)$/.exec(answer.headers.get('content-range') ?? '')?.[1]
  if (answer.status === 206 && answer.body.length === 2 && total !== undefined)
    return [ok('Ranges are answered with 206: an interrupted download goes on where it was.')]
  return [
    warning(
      `A range of ${largest.name} is answered with ${answer.status}${answer.status === 206 ? ' and other bytes than asked for' : ''}.`,
      'A download that is interrupted starts again from the beginning.',
      'Let the host answer byte ranges (Accept-Ranges: bytes); compressing .onnx on the fly often switches them off.',
    ),
  ]
}

/**
 * @param {Site} site
 * @param {readonly ModelFile[]} files
 * @returns {Promise<Finding[]>}
 */
async function checkHash(site, files) {
  const [smallest] = files
    .filter(({ sha256, sizeBytes = Infinity }) => sha256 !== undefined && sizeBytes <= hashedBytes)
    .sort((a, b) => (a.sizeBytes ?? 0) - (b.sizeBytes ?? 0))
  if (smallest === undefined) return []
  const answer = await site.ask(smallest.url, { maxBytes: hashedBytes })
  if (!answer.came || answer.status !== 200) return []
  const sha256 = createHash('sha256').update(answer.body).digest('hex')
  if (sha256 === smallest.sha256) return [ok(`${smallest.name} has the hash of the build.`)]
  const why = 'The page compares the hashes and does not open it.'
  return [wrong(`${listed([smallest.name])} has another hash than when it was built.`, why, build)]
}
