import { lazy, Suspense } from 'react'
import { runtimeReasons } from '../protocol/messages.ts'
import type { RuntimeReport } from '../protocol/runtime.ts'
import type { Session } from '../queries/use-session.ts'
import { plural } from '../ui/format.ts'

/** The truth about where the model runs, and why not somewhere faster. */
export function RuntimeBadge({ session }: { session: Session }) {
  return (
    <output aria-label="Runtime">
      <span
        aria-hidden="true"
        className={`mr-2 inline-block size-2 rounded-full ${dotOf(session)}`}
      />
      <b className="font-medium text-ink">{headOf(session)}</b>
      {session.status === 'ready' && <Reasons report={session.opened.runtime} />}
      {session.status === 'ready' && session.opened.runtime.timed !== undefined && (
        <Suspense>
          <RuntimeSwitch report={session.opened.runtime} timed={session.opened.runtime.timed} />
        </Suspense>
      )}
    </output>
  )
}

const RuntimeSwitch = lazy(() =>
  import('./runtime-switch.tsx').then((found) => ({ default: found.RuntimeSwitch })),
)

function headOf(session: Session): string {
  switch (session.status) {
    case 'loading':
      return 'Starting…'
    case 'cancelled':
    case 'failed':
      return 'Not started'
    case 'ready': {
      const { provider, threads } = session.opened.runtime
      return provider === 'webgpu' ? 'WebGPU' : `WASM · ${plural(threads, 'thread')}`
    }
    default:
      return session satisfies never
  }
}

function Reasons({ report: { reasons } }: { report: RuntimeReport }) {
  if (reasons.length === 0) return null
  return ` · ${reasons.map((reason) => runtimeReasons[reason]).join('; ')}`
}

/** Green where nothing faster was to be had, amber where there is a reason. */
function dotOf(session: Session): string {
  if (session.status !== 'ready') return 'bg-bar'
  const { reasons } = session.opened.runtime
  return reasons.every((reason) => reason === 'wasm-quicker') ? 'bg-good' : 'bg-fair'
}
