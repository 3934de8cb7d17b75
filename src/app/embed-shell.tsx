import type { ReactNode } from 'react'
import { EmbedFoot } from './embed-foot.tsx'
import type { EmbedRouter } from './embed-router.ts'

interface EmbedShellProps {
  router: EmbedRouter
  children: ReactNode
}

/** What stands around a demo in a frame: next to nothing. */
export function EmbedShell({ router, children }: EmbedShellProps) {
  return (
    <div className="px-4 pt-4 pb-1 sm:px-6 sm:pt-5">
      <main>
        <Content model={router.arrival().address.model}>{children}</Content>
      </main>
      <EmbedFoot router={router} />
    </div>
  )
}

/** Some frames can hold no demo, which whoever has put them there wants to know. */
function Content({ model, children }: { model: string | undefined; children: ReactNode }) {
  // Without an origin a page may start no workers.
  if (window.origin === 'null') {
    return (
      <Problem title="This frame is closed off, so no model can run in it.">
        Whoever has put it here can add <code>allow-same-origin</code> to its <code>sandbox</code>.
      </Problem>
    )
  }
  if (model === undefined) {
    return (
      <Problem title="This frame names no demo.">
        Whoever has put it here can add one to its address, as in <code>embed/?model=cifar10</code>.
      </Problem>
    )
  }
  return children
}

function Problem({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div
      role="alert"
      className="rounded-xl border border-danger-line bg-danger-soft px-4 py-3 text-danger"
    >
      <p className="font-semibold">{title}</p>
      <p>{children}</p>
    </div>
  )
}
