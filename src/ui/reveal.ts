/** Where panels are stacked, an answer may lie below the edge of the screen: then the page goes to it. */
export function revealBelow(element: HTMLElement | null): void {
  if (element === null) return
  const { top } = element.getBoundingClientRect()
  if (top > window.innerHeight * 0.75) element.scrollIntoView({ block: 'nearest' })
}
