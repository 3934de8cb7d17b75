import { useId } from 'react'
import { formatPercent } from '../ui/format.ts'
import { List } from '../ui/list.tsx'
import { ExamplePicture } from './example-picture.tsx'
import type { PictureTask } from './exhibit.ts'
import type { Picture } from './picture.ts'
import type { Pictures } from './use-pictures.ts'

interface ExampleTilesProps<T extends PictureTask> {
  pictures: Pictures<T, unknown>
  onPicture(picture: Picture): void
}

export function ExampleTiles<T extends PictureTask>(props: ExampleTilesProps<T>) {
  const { pictures, onPicture } = props
  const { sourceOf, examples, current } = pictures
  const titleId = useId()
  const currentExample = current?.kind === 'example' ? current.example : undefined
  if (examples.length === 0) return null
  return (
    // Beside the picture in reading order and on a phone, below both panels where there is room.
    <section aria-labelledby={titleId} className="min-w-0 md:order-last md:col-span-2">
      <h2 id={titleId} className="mb-2 text-note font-semibold text-muted">
        Examples
      </h2>
      <List className="-mx-4 flex gap-2 overflow-x-auto px-3 py-1 sm:-mx-1 sm:gap-3 sm:px-0">
        {examples.map((example) => {
          const { title, image, predictions } = example
          const top = predictions?.[0]
          const source = sourceOf(image)
          return (
            <li key={image} className="w-20 shrink-0 sm:w-28 lg:max-w-40 lg:min-w-24 lg:flex-1">
              <button
                type="button"
                aria-pressed={example === currentExample}
                onClick={() => onPicture({ kind: 'example', example })}
                className="group w-full cursor-pointer rounded-xl p-1 text-left text-xs"
              >
                {source !== undefined && (
                  <ExamplePicture
                    source={source}
                    alt=""
                    className="mb-1.5 aspect-square w-full rounded-lg border border-line object-cover outline-2 outline-offset-2 outline-transparent group-hover:outline-line group-aria-pressed:outline-accent sm:aspect-4/3"
                  />
                )}
                <span className="block truncate text-ink">{title}</span>
                {top !== undefined && (
                  <span className="num block text-muted">{formatPercent(top.prob)}</span>
                )}
              </button>
            </li>
          )
        })}
      </List>
    </section>
  )
}
