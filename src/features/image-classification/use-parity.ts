import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { agreementOf, type Agreement } from '../../core/evaluation/parity.ts'
import { asVitrineError, type VitrineError } from '../../protocol/errors.ts'
import type { ExpectedAnswer, ImageExample } from '../../protocol/picture-manifests.ts'
import { useLoader } from '../../queries/loader-context.ts'
import { sessionOptions } from '../../queries/session.ts'
import type { Asking } from './asking.ts'
import { stillImage } from '../../pictures/still-image.ts'

export type Referenced = ImageExample & { readonly expected: ExpectedAnswer }

export type Checked =
  | { readonly status: 'compared'; readonly agreement: Agreement }
  | { readonly status: 'failed'; readonly error: VitrineError }

export type ParityState =
  | { readonly status: 'idle' }
  | { readonly status: 'running' | 'done'; readonly checked: readonly Checked[] }

/** Most that a run names. */
const mostClasses = 10

/** Runs the examples that the author's reference has answers for, one after the other, and compares. */
export function useParity(
  { manifest, runtime, sourceOf }: Asking,
  examples: readonly Referenced[],
): { state: ParityState; check(): void; stop(): void } {
  const client = useQueryClient()
  const loader = useLoader()
  const [state, setState] = useState<ParityState>({ status: 'idle' })
  const attempt = useRef<AbortController>(undefined)
  useEffect(() => () => attempt.current?.abort(), [])

  async function run({ signal }: AbortController) {
    const model = await client.fetchQuery(sessionOptions(loader, manifest, runtime))
    const checked: Checked[] = []
    for (const example of examples) {
      const one = await checkedBy(async () => {
        const image = await stillImage({ kind: 'example', example }, sourceOf, signal)
        const input = { image, topK: mostClasses, all: example.expected.logits !== undefined }
        return agreementOf(example.expected, await model.run(input, { signal }))
      })
      if (signal.aborted) return
      checked.push(one)
      setState({ status: 'running', checked: [...checked] })
    }
    setState({ status: 'done', checked })
  }

  return {
    state,
    check() {
      const controller = new AbortController()
      attempt.current = controller
      setState({ status: 'running', checked: [] })
      // Why a model did not come is told where it loads.
      run(controller).catch(() => setState({ status: 'idle' }))
    },
    stop() {
      attempt.current?.abort()
      setState({ status: 'idle' })
    },
  }
}

async function checkedBy(compare: () => Promise<Agreement>): Promise<Checked> {
  try {
    return { status: 'compared', agreement: await compare() }
  } catch (thrown) {
    return { status: 'failed', error: asVitrineError(thrown) }
  }
}
