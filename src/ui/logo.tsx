/** A glass case with light on its pane. */
export function Logo() {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" fill="none" className="size-6">
      <rect
        x="2.5"
        y="3.5"
        width="19"
        height="14"
        rx="3"
        stroke="currentColor"
        strokeWidth="1.75"
      />
      <path d="M5.5 20.5h13" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />
      <path
        d="m8 13.5 4.5-6m1 6L16 10"
        stroke="var(--accent)"
        strokeWidth="1.75"
        strokeLinecap="round"
      />
    </svg>
  )
}
