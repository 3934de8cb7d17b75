// @ts-check
/**
 * A client of the API in plain JavaScript, for Node and browsers: to be used as it is, or to be copied from. Its types are
 * those of the schemas that the API's own answers are tested with.
 *
 * @typedef {typeof import('../../src/api/answer-schemas.ts').answerSchemas} Answers
 */
/**
 * @template {keyof Answers} A
 * @typedef {import('zod/mini').infer<Answers[A]>} Answer
 */
/**
 * @typedef {object} GenerateOptions
 * @property {string} [model]
 * @property {number} [max_new_tokens]
 * @property {number} [temperature] 0: always the most probable token.
 * @property {number} [seed]
 */

/** What the API answered instead: `code` for programs, the message for people. */
export class ApiCallError extends Error {
  /** @override */
  name = 'ApiCallError'

  /**
   * @param {number} status
   * @param {Answer<'error'>['error']} error
   */
  constructor(status, { code, message, field }) {
    super(message)
    this.status = status
    this.code = code
    /** The part of the request that it is about. */
    this.field = field
  }
}

/**
 * @param {string} url Where the API lies, such as "http://localhost:5173/api".
 */
export function createApiClient(url) {
  /**
   * @param {string} path
   * @param {object} [body] Absent: GET.
   * @returns {Promise<Response>}
   * @throws {ApiCallError} For every answer that is an error; what `fetch` throws where nobody answers.
   */
  async function call(path, body) {
    const response = await fetch(
      `${url}/${path}`,
      body === undefined
        ? {}
        : {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          },
    )
    if (response.ok) return response
    const answer = /** @type {Answer<'error'>} */ (await response.json())
    throw new ApiCallError(response.status, answer.error)
  }

  /**
   * @template {keyof Answers} A
   * @param {A} _kind What is answered, for the compiler.
   * @param {string} path
   * @param {object} [body]
   */
  async function ask(_kind, path, body) {
    const response = await call(path, body)
    return /** @type {Answer<A>} */ (await response.json())
  }

  return {
    health: () => ask('health', 'health'),
    models: () => ask('models', 'models'),

    /**
     * The classes of a picture, the most probable first.
     * @param {Uint8Array} picture The bytes of its file.
     * @param {string} [model] Absent: the first that takes pictures.
     */
    classify: (picture, model) =>
      ask('predictions', 'predict', { image: base64Of(picture), ...(model && { model }) }),

    /**
     * The answer for one row of a table.
     * @param {Readonly<Record<string, string | number | null>>} features By their names.
     * @param {string} [model]
     */
    predictRow: (features, model) => ask('table', 'predict', { features, ...(model && { model }) }),

    /**
     * A text, piece by piece as it is written.
     * @param {string} prompt
     * @param {GenerateOptions} [options]
     * @returns {AsyncGenerator<string, Answer<'generation'>>}
     */
    async *generate(prompt, options) {
      const { body } = await call('generate', { prompt, ...options, stream: true })
      /** @type {Answer<'generation'> | undefined} */
      let whole
      for await (const { event, data } of serverSentEvents(body)) {
        if (data === '[DONE]') break
        const said = JSON.parse(data)
        if (event === 'error') throw new ApiCallError(200, said.error)
        if ('finish_reason' in said) whole = said
        else yield /** @type {string} */ (said.text)
      }
      if (whole === undefined) throw new Error('The server stopped in the middle of a text.')
      return whole
    },
  }
}

/**
 * @param {ReadableStream<Uint8Array> | null} body
 * @returns {AsyncGenerator<{ event: string, data: string }>}
 */
async function* serverSentEvents(body) {
  if (body === null) return
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of /** @type {AsyncIterable<Uint8Array>} */ (
    /** @type {unknown} */ (body)
  )) {
    text += decoder.decode(chunk, { stream: true })
    const events = text.split('\n\n')
    text = events.pop() ?? ''
    for (const lines of events) {
      const field = (/** @type {string} */ name) =>
        lines
          .split('\n')
          .find((line) => line.startsWith(`${name}: `))
          ?.slice(name.length + 2)
      yield { event: field('event') ?? 'message', data: field('data') ?? '' }
    }
  }
}

/** @param {Uint8Array} bytes */
function base64Of(bytes) {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
