import { useEffect, useRef, useState } from 'react'
import type { Call } from './snippets.ts'

export type Trial =
  | { readonly status: 'idle' }
  | { readonly status: 'calling' }
  /** The head has come, and pieces of the body come. */
  | ({ readonly status: 'answering' } & Answer)
  | ({ readonly status: 'answered'; readonly tookMs: number } & Answer)
  | { readonly status: 'broken'; readonly answer: Answer | undefined; readonly reason: string }

export interface Answer {
  readonly code: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

/** A quick model writes a thousand tokens a second. */
const paintMs = 50

/** Makes one call at a time, and shows its answer while it comes. */
export function useTry(): { trial: Trial; call: (call: Call) => void; stop: () => void } {
  const [trial, setTrial] = useState<Trial>({ status: 'idle' })
  const current = useRef<AbortController>(undefined)
  useEffect(() => () => current.current?.abort(), [])

  async function make({ method, url, body }: Call, { signal }: AbortController) {
    const show = (next: Trial) => {
      if (!signal.aborted) setTrial(next)
    }
    let answer: Answer | undefined
    const startMs = performance.now()
    try {
      const headers = { 'Content-Type': 'application/json' }
      const init = body === undefined ? { method } : { method, body, headers }
      const response = await fetch(url, { ...init, signal })
      answer = { code: response.status, headers: [...response.headers], body: '' }
      show({ status: 'answering', ...answer })
      let shownMs = 0
      for await (const text of textsOf(response)) {
        if (signal.aborted) return
        answer = { ...answer, body: answer.body + text }
        if (performance.now() - shownMs < paintMs) continue
        shownMs = performance.now()
        show({ status: 'answering', ...answer })
      }
      show({ status: 'answered', ...answer, tookMs: performance.now() - startMs })
    } catch (error) {
      show({ status: 'broken', answer, reason: error instanceof Error ? error.message : '' })
    }
  }

  return {
    trial,
    call(call) {
      current.current?.abort()
      current.current = new AbortController()
      setTrial({ status: 'calling' })
      void make(call, current.current)
    },
    stop() {
      current.current?.abort()
      setTrial({ status: 'idle' })
    },
  }
}

async function* textsOf({ body }: Response): AsyncGenerator<string> {
  if (body === null) return
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}
