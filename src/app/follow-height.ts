/** Calls back with the height that the element needs, in whole CSS pixels, whenever it is another. */
export function followHeight(element: Element, tell: (height: number) => void): void {
  let told: number | undefined
  const observer = new ResizeObserver(() => {
    const height = Math.ceil(element.getBoundingClientRect().height)
    if (height === told || height === 0) return
    told = height
    tell(height)
  })
  observer.observe(element)
}
