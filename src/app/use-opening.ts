import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { FilesSource } from '../features/open-model/gather-files.ts'
import type { Opening } from '../features/open-model/opening-bar.tsx'
import { asVitrineError, type VitrineError } from '../protocol/errors.ts'
import { describedOptions } from '../queries/described.ts'
import { useLoader } from '../queries/loader-context.ts'
import { useOpenedExports } from '../queries/opened-context.ts'
import { useArrival, useRouter } from './router.ts'

/**
 * Opens files from this device. What is shown stays until it is known that they are an export: a folder that is none
 * costs nobody their last result.
 */
export function useOpening() {
  const client = useQueryClient()
  const loader = useLoader()
  const opened = useOpenedExports()
  const router = useRouter()
  const { count } = useArrival()
  const attempts = useRef(0)
  const [held, setHeld] = useState<{ opening: Opening; count: number }>()
  const say = (opening: Opening) => setHeld({ opening, count: router.arrival().count })

  async function open(name: string, gather: () => FilesSource | Promise<FilesSource>) {
    attempts.current += 1
    const attempt = attempts.current
    const startedAt = router.arrival().count
    // Whoever has gone elsewhere meanwhile does not want to be taken away again.
    const isWanted = () => attempt === attempts.current && router.arrival().count === startedAt
    say({ status: 'busy', name })
    try {
      const source = await gather()
      if (!isWanted()) return
      const id = opened.addFiles(source)
      await client.fetchQuery(describedOptions(loader, id, source, {}))
      if (!isWanted()) return
      const { runtime } = router.arrival().address
      const query = new URLSearchParams({ local: id, ...(runtime !== 'auto' && { runtime }) })
      router.go(`?${query}`)
    } catch (thrown) {
      const error = asVitrineError(thrown)
      if (isWanted()) say(error.code === 'aborted' ? { status: 'idle' } : failed(error))
    }
  }

  function dismiss() {
    attempts.current += 1
    say({ status: 'idle' })
  }

  return {
    /** An answer belongs to the page on which it was asked. */
    opening: held?.count === count ? held.opening : ({ status: 'idle' } as const),
    open,
    /** Says why something that was dropped is not opened. */
    refuse(error: VitrineError) {
      attempts.current += 1
      say(failed(error))
    },
    cancel() {
      loader.describing.cancel()
      dismiss()
    },
    dismiss,
  }
}

function failed(error: VitrineError): Opening {
  return { status: 'failed', error }
}
