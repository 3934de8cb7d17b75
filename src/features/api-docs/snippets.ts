/** One call, as it is to be made. */
export interface Call {
  readonly method: string
  /** The whole address. */
  readonly url: string
  /** JSON; undefined where nothing is sent. */
  readonly body: string | undefined
}

/** Above it a body is for a file: a command line has its limit, and its reader too. */
const longestBody = 2_000

/** @param url of the API on a server: a browser's own cannot be reached from a command line */
export function curlLine({ method, url, body }: Call): string {
  const line = method === 'GET' ? `curl ${quoted(url)}` : `curl -X ${method} ${quoted(url)}`
  if (body === undefined) return line
  const data = isLong(body) ? '@body.json' : quoted(oneLine(body))
  return `${line} -H "Content-Type: application/json" -d ${data}`
}

export function fetchLines({ method, url, body }: Call): string {
  const { pathname } = new URL(url)
  const address = JSON.stringify(pathname).replaceAll('"', "'")
  const lines =
    body === undefined
      ? [`const response = await fetch(${address})`]
      : [
          `const response = await fetch(${address}, {`,
          `  method: '${method}',`,
          `  headers: { 'Content-Type': 'application/json' },`,
          `  body: JSON.stringify(${isLong(body) ? 'body' : oneLine(body)}),`,
          `})`,
        ]
  const answer = pathname.endsWith('/metrics') ? 'text' : 'json'
  return [...lines, `console.log(await response.${answer}())`].join('\n')
}

/** Whether the body stands in a file, or a variable, instead of in the line. */
export function isLong(body: string): boolean {
  return body.length > longestBody
}

/** For a POSIX shell, which leaves alone all that is between single quotes. */
function quoted(text: string): string {
  return /^[\w:/.@-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}

/** What is no JSON is left as it was typed. */
function oneLine(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body))
  } catch {
    return body
  }
}
