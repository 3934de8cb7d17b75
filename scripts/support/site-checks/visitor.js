// @ts-check
/**
 * How a check asks a site: never throws, never waits for ever, never reads more than it wants, and asks
 * for the same thing once.
 *
 * @typedef {object} Came
 * @property {true} came
 * @property {URL} url What was asked for.
 * @property {number} status
 * @property {Headers} headers
 * @property {Uint8Array} body As far as it was read.
 * @property {boolean} isWhole Whether that was all.
 *
 * @typedef {{ came: false, url: URL, reason: string }} Failed
 * @typedef {Came | Failed} Answer
 *
 * @typedef {object} Question
 * @property {'GET' | 'HEAD'} [method]
 * @property {Record<string, string>} [headers]
 * @property {number} [maxBytes] Of the body, unpacked; 2 MiB where it is not said.
 *
 * @typedef {(url: URL, question?: Question) => Promise<Answer>} Ask
 */

const atOnce = 6

/**
 * @param {object} options
 * @param {typeof globalThis.fetch} options.fetch
 * @param {number} options.timeoutMs For one answer, its body included.
 * @param {number} options.allMs For all of them together: what is asked later fails at once.
 * @returns {Ask}
 */
export function createVisitor({ fetch, timeoutMs, allMs }) {
  const all = AbortSignal.timeout(allMs)
  /** @type {Map<string, Promise<Answer>>} */
  const known = new Map()
  const inTurn = limiter(atOnce)

  return (url, { method = 'GET', headers = {}, maxBytes = 2 * 1024 ** 2 } = {}) => {
    const key = JSON.stringify([method, url.href, headers, maxBytes])
    const asked = known.get(key) ?? inTurn(() => ask(url, { method, headers, maxBytes }))
    known.set(key, asked)
    return asked
  }

  /**
   * @param {URL} url
   * @param {Required<Question>} question
   * @returns {Promise<Answer>}
   */
  async function ask(url, { method, headers, maxBytes }) {
    if (all.aborted) return { came: false, url, reason: tooLong(allMs, 'in all') }
    const signal = AbortSignal.any([all, AbortSignal.timeout(timeoutMs)])
    try {
      const response = await fetch(url, { method, headers, redirect: 'manual', signal })
      const { body, isWhole } = await read(response, maxBytes)
      return { came: true, url, status: response.status, headers: response.headers, body, isWhole }
    } catch (error) {
      const ms = all.aborted ? allMs : timeoutMs
      const reason = signal.aborted
        ? tooLong(ms, all.aborted ? 'in all' : 'for one answer')
        : reasonOf(error)
      return { came: false, url, reason }
    }
  }
}

/**
 * @param {Response} response
 * @param {number} maxBytes
 */
async function read(response, maxBytes) {
  /** @type {Uint8Array[]} */
  const chunks = []
  let sizeBytes = 0
  if (response.body === null) return { body: new Uint8Array(), isWhole: true }
  // Leaving the loop early ends the download.
  for await (const chunk of response.body) {
    chunks.push(chunk)
    sizeBytes += chunk.length
    if (sizeBytes > maxBytes)
      return { body: Buffer.concat(chunks).subarray(0, maxBytes), isWhole: false }
  }
  return { body: Buffer.concat(chunks), isWhole: true }
}

/** @param {number} limit */
function limiter(limit) {
  let running = 0
  /** @type {(() => void)[]} */
  const waiting = []
  /**
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  return async (work) => {
    if (running >= limit) await new Promise((go) => waiting.push(() => go(undefined)))
    running++
    try {
      return await work()
    } finally {
      running--
      waiting.shift()?.()
    }
  }
}

/**
 * @param {number} ms
 * @param {string} span
 */
function tooLong(ms, span) {
  return `it took longer than ${ms / 1000} s ${span}`
}

/** @type {Readonly<Record<string, string>>} */
const reasons = {
  ENOTFOUND: 'no host has this name',
  EAI_AGAIN: 'the name could not be looked up; is this machine online?',
  ECONNREFUSED: 'nothing answers there',
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed, which browsers refuse',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
}

/**
 * @param {unknown} error As `fetch` throws it: the reason is its cause.
 * @returns {string}
 */
function reasonOf(error) {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return reasons[code] ?? (cause instanceof Error ? cause.message : String(cause))
}
