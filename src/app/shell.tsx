import { useRef, type ReactNode, type RefObject } from 'react'
import { Logo } from '../ui/logo.tsx'
import { DemosNav } from './demos-nav.tsx'
import { ThemeSwitch } from './theme-switch.tsx'

const footLink =
  'inline-flex min-h-9 items-center underline decoration-line underline-offset-4 hover:text-ink pointer-coarse:min-h-11'

/** What stands around every view. */
export function Shell({ children }: { children: ReactNode }) {
  const main = useRef<HTMLElement>(null)
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink main={main} />
      <header className="border-b border-line bg-panel">
        <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-6 px-4 sm:flex-nowrap sm:px-6">
          <a
            href="./"
            className="flex min-h-14 items-center gap-2.5 rounded-md text-[1.0625rem] font-semibold tracking-tight"
          >
            <Logo />
            Vitrine
          </a>
          <DemosNav />
          <div className="ml-auto py-1">
            <ThemeSwitch />
          </div>
        </div>
      </header>
      <main
        ref={main}
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-6xl grow px-4 pt-6 pb-12 sm:px-6 sm:pt-8"
      >
        {children}
      </main>
      <footer className="border-t border-line">
        <p className="mx-auto flex max-w-6xl flex-wrap items-baseline justify-between gap-x-6 px-4 py-3 text-note text-muted sm:px-6">
          Everything runs on your device; nothing is uploaded.
          <span className="flex gap-x-6">
            <a href="?view=api" className={footLink}>
              API
            </a>
            <a href="?view=storage" className={footLink}>
              Stored models
            </a>
          </span>
        </p>
      </footer>
    </div>
  )
}

/** A button in all but looks: a real jump to "#content" would overwrite what the address shares. */
function SkipLink({ main }: { main: RefObject<HTMLElement | null> }) {
  return (
    <a
      href="#content"
      onClick={(event) => {
        event.preventDefault()
        main.current?.focus()
        main.current?.scrollIntoView()
      }}
      className="sr-only z-20 rounded-lg bg-accent px-4 py-3 font-medium text-on-accent focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
    >
      Skip to the content
    </a>
  )
}
