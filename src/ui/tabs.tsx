import { useId, useState, type KeyboardEvent, type ReactNode } from 'react'

interface TabsProps<Key extends string> {
  /** What is chosen between, for screen readers. */
  name: string
  tabs: readonly (readonly [key: Key, title: string])[]
  current: Key
  onChange(key: Key): void
  /** What lies under a tab. It is made when it is first looked at, and stays: each keeps what it has. */
  children(key: Key): ReactNode
}

export function Tabs<Key extends string>({
  name,
  tabs,
  current,
  onChange,
  children,
}: TabsProps<Key>) {
  const id = useId()
  const [seen, setSeen] = useState<readonly Key[]>([current])
  if (!seen.includes(current)) setSeen([...seen, current])

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step === undefined) return
    const keys = tabs.map(([key]) => key)
    const next = keys.at((keys.indexOf(current) + step) % keys.length)
    if (next === undefined) return
    onChange(next)
    document.getElementById(`${id}-${next}-tab`)?.focus()
  }

  return (
    <>
      <div
        role="tablist"
        aria-label={name}
        className="mb-4 inline-flex rounded-xl border border-line bg-panel p-1"
      >
        {tabs.map(([key, title]) => (
          <button
            key={key}
            type="button"
            role="tab"
            id={`${id}-${key}-tab`}
            aria-selected={key === current}
            aria-controls={`${id}-${key}`}
            tabIndex={key === current ? 0 : -1}
            onClick={() => onChange(key)}
            onKeyDown={onKeyDown}
            className="min-h-9 cursor-pointer rounded-lg px-3.5 font-medium text-muted hover:text-ink aria-selected:bg-accent-soft aria-selected:text-ink pointer-coarse:min-h-11"
          >
            {title}
          </button>
        ))}
      </div>
      {tabs.map(([key]) => (
        <div
          key={key}
          role="tabpanel"
          id={`${id}-${key}`}
          aria-labelledby={`${id}-${key}-tab`}
          hidden={key !== current}
        >
          {seen.includes(key) && children(key)}
        </div>
      ))}
    </>
  )
}
