import { Fact, Facts } from '../../ui/facts.tsx'
import { RestInFacts } from './part.tsx'

/** Longer values, such as a thousand names of classes, are folded away. */
const foldAbove = 160
const beginning = 80
const shownAtMost = 60

/** What the exporter wrote beside the graph. */
export function Metadata({ entries }: { entries: readonly (readonly [string, string])[] }) {
  const hidden = entries.length - shownAtMost
  return (
    <>
      <Facts>
        {entries.slice(0, shownAtMost).map(([key, value], index) => (
          <Fact key={index} name={key}>
            {value.length > foldAbove ? <Folded value={value} /> : <bdi>{value}</bdi>}
          </Fact>
        ))}
      </Facts>
      {hidden > 0 && <RestInFacts count={hidden} />}
    </>
  )
}

function Folded({ value }: { value: string }) {
  return (
    <details>
      <summary className="cursor-pointer">
        <bdi>{value.slice(0, beginning)}</bdi>…{' '}
        <span className="whitespace-nowrap underline underline-offset-2">
          all {value.length.toLocaleString('en-US')} characters
        </span>
      </summary>
      {/* It scrolls, and has to be reached by keyboard for that. */}

      <pre
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="mt-1 max-h-60 overflow-auto rounded-lg bg-well p-3 font-mono text-xs whitespace-pre-wrap wrap-anywhere"
      >
        {value}
      </pre>
    </details>
  )
}
