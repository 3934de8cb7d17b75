import { List } from '../../ui/list.tsx'
import { surpriseLooks, surpriseSteps } from '../../ui/tokens/surprise.ts'

const words = ['expected', 'likely', 'less likely', 'surprising', 'very surprising'] as const

/** What the colours mean, in words and numbers. */
export function SurpriseLegend() {
  return (
    <div className="text-note text-muted">
      <List aria-label="Colours" className="num flex flex-wrap gap-x-3 gap-y-1.5">
        {surpriseLooks.map((look, level) => (
          <li key={look} className="flex items-center gap-1.5">
            <span
              aria-hidden="true"
              className={`inline-block size-3.5 rounded-xs border border-edge ${look}`}
            />
            {words[level]}, {rangeOf(level)}
          </li>
        ))}
      </List>
      <p className="mt-1.5 text-pretty">
        In bits: 1 is a coin toss, 10 are one chance in a thousand.
      </p>
    </div>
  )
}

function rangeOf(level: number): string {
  const from = surpriseSteps[level - 1]
  const to = surpriseSteps[level]
  if (from === undefined) return `under ${to}`
  return to === undefined ? `over ${from}` : `${from} to ${to}`
}
