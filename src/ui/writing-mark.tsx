/** Stands where the next token of a text will. */
export function WritingMark() {
  return (
    <span
      aria-hidden="true"
      className="ml-0.5 inline-block h-[1.1em] w-2 rounded-xs bg-accent align-[-0.15em]"
    />
  )
}
