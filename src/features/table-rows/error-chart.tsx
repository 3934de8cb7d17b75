import { Disclosure } from '../../ui/disclosure.tsx'
import { plural } from '../../ui/format.ts'
import { List } from '../../ui/list.tsx'
import type { Bin, NumberVerdict } from './judge-numbers.ts'
import { numberWords } from './words.ts'

interface ErrorChartProps {
  verdict: NumberVerdict
  unit: string | undefined
}

/** In the chart's own units. */
const height = 120
const barWidth = 14

/** How many rows are off by how much, too little on the left, too much on the right. */
export function ErrorChart({ verdict, unit }: ErrorChartProps) {
  const { bins } = verdict
  const most = Math.max(1, ...bins.map(({ count }) => count))
  const width = bins.length * barWidth
  const words = wordsOf(verdict, unit)
  const edge = bins.at(-1)?.to ?? 0
  return (
    <div className="grid gap-2">
      <p className="max-w-prose text-pretty">{words}</p>
      <svg
        role="img"
        aria-label={`Histogram of the errors. ${words}`}
        viewBox={`0 0 ${width} ${height + 2}`}
        className="w-full max-w-xl rounded-lg bg-well"
      >
        {bins.map(({ from, count }, index) => (
          <rect
            key={from}
            x={index * barWidth + 1}
            width={barWidth - 2}
            y={height - (count / most) * (height - 8)}
            // What is there has to be seen.
            height={count === 0 ? 0 : Math.max((count / most) * (height - 8), 1.5)}
            className="fill-accent"
          />
        ))}
        <path d={`M${width / 2} 0V${height}`} className="stroke-edge" strokeDasharray="3 3" />
      </svg>
      <p className="num flex max-w-xl justify-between text-note text-muted">
        <span>{numberWords(-edge, unit)} and less</span>
        <span>exact</span>
        <span>{numberWords(edge, unit)} and more</span>
      </p>
      <Disclosure title="The bars in words">
        <List className="num grid gap-1 pb-2">
          {bins
            .filter(({ count }) => count > 0)
            .map((bin) => (
              <li key={bin.from}>{binWords(bin, bins, unit)}</li>
            ))}
        </List>
      </Disclosure>
    </div>
  )
}

function wordsOf({ halfWithin, mostWithin, bias }: NumberVerdict, unit: string | undefined) {
  const size = numberWords(Math.abs(bias), unit)
  const leaning = `On average it says ${size} too ${bias > 0 ? 'much' : 'little'}.`
  return `Half of the answers are off by ${numberWords(halfWithin, unit)} or less, nine in ten by ${numberWords(mostWithin, unit)} or less. ${leaning}`
}

function binWords(bin: Bin, bins: readonly Bin[], unit: string | undefined): string {
  const rows = plural(bin.count, 'row')
  if (bin === bins[0]) return `${numberWords(bin.to, unit)} and less: ${rows}`
  if (bin === bins.at(-1)) return `${numberWords(bin.from, unit)} and more: ${rows}`
  return `${numberWords(bin.from)} to ${numberWords(bin.to, unit)}: ${rows}`
}
