import { useEffect, useRef, useState } from 'react'
import { Announcer } from '../../ui/announcer.tsx'
import { Button } from '../../ui/button.tsx'
import { downloadBlob } from '../../ui/download-blob.ts'
import { downloadName, toCsv, toJsonLines } from './download.ts'
import type { Sheet } from './sheet.ts'
import { createPace, type Pace } from './slices.ts'

type State =
  | { readonly status: 'idle' }
  | { readonly status: 'writing'; readonly what: string }
  | { readonly status: 'written'; readonly what: string }
  | { readonly status: 'failed' }

/** All rows with all answers, as a file. The sheet stays the same for as long as the component is there. */
export function Downloads({ sheet }: { sheet: Sheet }) {
  const [state, setState] = useState<State>({ status: 'idle' })
  const current = useRef<AbortController>(undefined)
  useEffect(() => () => current.current?.abort(), [])

  async function write(
    what: string,
    ending: 'csv' | 'jsonl',
    make: (sheet: Sheet, pace: Pace) => Promise<Blob>,
  ) {
    current.current?.abort()
    const controller = new AbortController()
    const { signal } = controller
    current.current = controller
    setState({ status: 'writing', what })
    try {
      const blob = await make(sheet, createPace(signal))
      downloadBlob(blob, downloadName(sheet, ending))
      setState({ status: 'written', what })
    } catch {
      if (!signal.aborted) setState({ status: 'failed' })
    }
  }

  return (
    <span className="flex flex-wrap items-center gap-2">
      {state.status === 'failed' && (
        <span role="alert" className="text-danger">
          It could not be written: try again.
        </span>
      )}
      <Button onClick={() => void write('CSV', 'csv', toCsv)}>
        {state.status === 'writing' && state.what === 'CSV' ? 'Writing…' : 'Download CSV'}
      </Button>
      <Button onClick={() => void write('JSON lines', 'jsonl', toJsonLines)}>
        {state.status === 'writing' && state.what !== 'CSV' ? 'Writing…' : 'Download JSON lines'}
      </Button>
      <Announcer message={messageOf(state)} />
    </span>
  )
}

function messageOf(state: State): string {
  if (state.status === 'writing') return `Writing ${state.what}.`
  return state.status === 'written' ? `${state.what} written.` : ''
}
