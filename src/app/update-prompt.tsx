import { useEffect, useState, useSyncExternalStore } from 'react'
import { Button } from '../ui/button.tsx'
import type { Updates } from './service-worker.ts'

/** Says that a new version waits, and waits itself: nothing reloads in the middle of what a person does. */
export function UpdatePrompt({ updates }: { updates: Promise<Updates | undefined> }) {
  const [known, setKnown] = useState<Updates>()
  useEffect(() => {
    let isMounted = true
    void updates.then((found) => isMounted && setKnown(found))
    return () => {
      isMounted = false
    }
  }, [updates])
  return (
    // On the page before its text, so that it is read aloud.
    <output aria-label="Update" className="fixed inset-x-0 bottom-0 z-10 mx-auto w-fit px-4">
      {known !== undefined && <Prompt updates={known} />}
    </output>
  )
}

function Prompt({ updates }: { updates: Updates }) {
  const isWaiting = useSyncExternalStore(updates.subscribe, updates.isWaiting)
  const [isPutOff, setIsPutOff] = useState(false)
  if (!isWaiting || isPutOff) return null
  return (
    <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border border-line bg-panel py-2 pr-2 pl-4 shadow-panel">
      A new version is here.
      <span className="flex gap-1">
        <Button look="primary" onClick={updates.reload}>
          Reload
        </Button>
        <Button look="quiet" onClick={() => setIsPutOff(true)}>
          Later
        </Button>
      </span>
    </div>
  )
}
