import type { Item } from './item.ts'

interface PathButtonProps {
  item: Item
  onOpen(file: File): void
}

/** Opens the picture by itself. The end of a path says more than its beginning: that is what is cut. */
export function PathButton({ item: { path, file }, onOpen }: PathButtonProps) {
  return (
    <button
      type="button"
      title={path}
      onClick={() => onOpen(file)}
      className="block min-h-9 w-full cursor-pointer truncate rounded-md text-left underline decoration-line underline-offset-2 [direction:rtl] hover:decoration-edge"
    >
      <bdi>{path}</bdi>
    </button>
  )
}
