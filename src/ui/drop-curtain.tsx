/** Lies over the page while files hover over it: anywhere will do. */
export function DropCurtain({ children }: { children: string }) {
  return (
    <div className="pointer-events-none fixed inset-0 z-10 flex items-center justify-center bg-paper/70 p-4">
      <div className="flex size-full items-center justify-center rounded-2xl border-2 border-dashed border-accent bg-accent-soft/60">
        <p className="rounded-xl bg-panel px-6 py-3 text-lg font-semibold shadow-panel">
          {children}
        </p>
      </div>
    </div>
  )
}
