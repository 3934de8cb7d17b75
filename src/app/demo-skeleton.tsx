import type { Task } from '../protocol/manifest.ts'

/** The shape of a demo while its code is on its way. */
export function DemoSkeleton({ task }: { task: Task }) {
  const look = 'rounded-2xl border border-line bg-panel'
  return (
    <div
      aria-hidden="true"
      className="grid items-start gap-4 md:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] md:gap-6"
    >
      <div className={`h-96 md:h-86 ${look}`} />
      <div className={`h-108 md:col-start-2 md:row-span-2 md:h-112 ${look}`} />
      {task === 'text-generation' && <div className={`h-104 ${look}`} />}
    </div>
  )
}
