import { List } from '../../ui/list.tsx'
import { More } from '../../ui/more.tsx'
import { PredictionList, Predictions } from '../../ui/predictions.tsx'
import { targetName } from './answer-json.ts'
import type { Answer } from './exhibit.ts'
import { formatNumber } from './format-number.ts'
import type { TableManifest } from './row.ts'

interface AnswerViewProps {
  manifest: TableManifest
  answer: Answer
  isOutdated: boolean
}

/** The rest is folded. */
const classesAtOnce = 10

export function AnswerView({ manifest, answer, isOutdated }: AnswerViewProps) {
  const { prediction, probabilities, values } = answer
  const tone = isOutdated ? 'text-muted' : ''
  if (manifest.task === 'tabular-regression') {
    const numbers = values ?? [Number(prediction)]
    return (
      <List aria-label="Predictions" className="grid gap-5 pt-2 pb-4">
        {numbers.map((value, index) => (
          <li key={index}>
            <p className="wrap-anywhere text-muted">{targetName(manifest, index)}</p>
            <p className={`num wrap-anywhere ${tone}`}>
              <span
                className={`font-semibold tracking-tight ${numbers.length === 1 ? 'text-5xl' : 'text-3xl'}`}
              >
                {formatNumber(value)}
              </span>
              {manifest.targets[index]?.unit !== undefined && (
                <span className={`ml-2 text-2xl ${tone || 'text-accent'}`}>
                  {manifest.targets[index].unit}
                </span>
              )}
            </p>
          </li>
        ))}
      </List>
    )
  }
  if (probabilities === undefined) {
    return (
      <>
        <p className={`pt-2 text-5xl font-semibold tracking-tight wrap-anywhere ${tone}`}>
          {prediction}
        </p>
        <p className="mt-4 text-note text-muted">This model names a class and no probabilities.</p>
      </>
    )
  }
  const rest = probabilities.slice(classesAtOnce)
  return (
    <>
      <Predictions predictions={probabilities.slice(0, classesAtOnce)} isOutdated={isOutdated} />
      {rest.length > 0 && (
        <More
          className="mt-4"
          summary={rest.length === 1 ? '1 more class' : `${rest.length} more classes`}
          summaryClass="cursor-pointer py-2 text-note font-medium"
        >
          {() => (
            <PredictionList
              name="Less likely classes"
              predictions={rest}
              // None of them leads.
              isOutdated
            />
          )}
        </More>
      )}
      {probabilities[0]?.class !== prediction && (
        <p className={`mt-4 text-pretty ${tone}`}>
          Its own answer is <b className="font-medium">{prediction}</b>, which is not the likeliest
          class.
        </p>
      )}
    </>
  )
}
