/** A request and its answer, as both ends hand them over: the service worker's relay, and Node's server. */
export interface ApiRequest {
  /** In capitals. */
  readonly method: string
  /** Relative to where the API lies, without a slash at either end, such as "predict/batch". */
  readonly path: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array<ArrayBuffer>
  /** Fires when the caller has gone away. */
  readonly signal: AbortSignal
}

export interface ApiAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** A whole text, or the pieces of a stream as they come. */
  readonly body: string | AsyncIterable<string>
}
