/** Where something will stand; `className` gives it the size of what it stands for. */
export function Skeleton({ className }: { className: string }) {
  return <div aria-hidden="true" className={`rounded-md bg-track ${className}`} />
}
