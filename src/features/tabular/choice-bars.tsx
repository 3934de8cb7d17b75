import type { FeatureValue } from '../../protocol/table-manifests.ts'
import { List } from '../../ui/list.tsx'
import { valueWords } from './curve-words.ts'
import type { Plan, PlanAnswers } from './what-if-plan.ts'
import { probOf } from './influence.ts'
import type { TableManifest } from './row.ts'
import { answerWords } from './words.ts'

interface ChoiceBarsProps {
  manifest: TableManifest
  plan: Plan
  answers: PlanAnswers
  target: number
  onChoose(value: FeatureValue): void
}

/** For each choice what the model would say; a bar for what it says of the row, or for the number. */
export function ChoiceBars({ manifest, plan, answers, target, onChoose }: ChoiceBarsProps) {
  const { row, feature, values } = plan
  const { base, sweep } = answers
  const numbers = sweep.map((answer) => lengthOf(answer, base, target))
  const isNumber = base.values !== undefined
  const low = isNumber ? Math.min(0, ...numbers) : 0
  const high = isNumber ? Math.max(0, ...numbers) : 1
  return (
    <List aria-label="Choices" className="grid gap-3">
      {values.map((value, index) => {
        const answer = sweep[index]
        const isHere = row[feature.name] === value
        const words = valueWords(value, undefined)
        return (
          <li key={String(value)} className="grid gap-1">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <button
                type="button"
                aria-pressed={isHere}
                onClick={() => onChoose(value)}
                className="min-h-7 cursor-pointer text-left wrap-anywhere underline decoration-line underline-offset-4 hover:text-accent aria-pressed:font-semibold aria-pressed:no-underline pointer-coarse:min-h-11"
              >
                {words}
                {isHere && <span className="text-note font-normal text-muted"> (this row)</span>}
              </button>
              <span className="num text-note text-muted">
                {answer && answerWords(answer, manifest)}
              </span>
            </div>
            <div aria-hidden="true" className="h-2 overflow-hidden rounded-full bg-track">
              <div
                className={`h-full rounded-full ${isHere ? 'bg-accent' : 'bg-bar'}`}
                style={{
                  width: `${((numbers[index]! - low) / (high - low || 1)) * 100}%`,
                }}
              />
            </div>
          </li>
        )
      })}
    </List>
  )
}

/** Of labels alone a full bar where the class stays the same. */
function lengthOf(answer: PlanAnswers['base'], base: PlanAnswers['base'], target: number): number {
  if (answer.values !== undefined) return answer.values[target] ?? 0
  const [top] = base.probabilities ?? []
  if (top === undefined) return answer.prediction === base.prediction ? 1 : 0
  return probOf(answer, top.class)
}
