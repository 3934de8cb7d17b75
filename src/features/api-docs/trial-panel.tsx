import { CopyButton } from '../../ui/copy-button.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { formatDuration, formatSize } from '../../ui/format.ts'
import type { Operation } from './open-api.ts'
import type { Answer, Trial } from './use-try.ts'

interface TrialPanelProps {
  trial: Trial
  answers: Operation['answers']
}

/** A page that shows a hundred thousand logits is slow: more is there to be copied. */
const shownLength = 20_000

/** What a call was answered. */
export function TrialPanel({ trial, answers }: TrialPanelProps) {
  const answer = answerOf(trial)
  return (
    <div className="flex flex-col gap-2 text-note">
      <p className="num flex flex-wrap items-center justify-between gap-x-4">
        {/* On the page before its text, so that it is read aloud. */}
        <output
          aria-label="Status"
          className={isBad(trial) ? 'font-medium text-danger' : 'font-medium'}
        >
          {wordsOf(trial)}
        </output>
        {answer !== undefined && <CopyButton text={() => answer.body}>Copy answer</CopyButton>}
      </p>
      {answer !== undefined && (
        <>
          <Meaning code={answer.code} answers={answers} />
          <section
            aria-label="Answer"
            // It scrolls, so the keyboard must reach it.
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            tabIndex={0}
            className="max-h-96 overflow-auto rounded-xl border border-line bg-well px-4 py-3"
          >
            <pre className="font-mono whitespace-pre-wrap wrap-anywhere">{shown(answer.body)}</pre>
          </section>
          <Disclosure title="Headers">
            <pre className="overflow-auto font-mono whitespace-pre-wrap wrap-anywhere">
              {answer.headers.map(([name, value]) => `${name}: ${value}`).join('\n')}
            </pre>
          </Disclosure>
        </>
      )}
    </div>
  )
}

/** What the API says of answers of this kind. */
function Meaning({ code, answers }: { code: number; answers: Operation['answers'] }) {
  const meaning = answers.find(({ status }) => status === String(code))?.description ?? ''
  return meaning === '' ? null : <p className="text-muted">{meaning}</p>
}

function answerOf(trial: Trial): Answer | undefined {
  switch (trial.status) {
    case 'idle':
    case 'calling':
      return undefined
    case 'answering':
    case 'answered':
      return trial
    case 'broken':
      return trial.answer
    default:
      return trial satisfies never
  }
}

function wordsOf(trial: Trial): string {
  switch (trial.status) {
    case 'idle':
      return ''
    case 'calling':
      return 'Waiting for the answer…'
    case 'answering':
      return `${trial.code}, and more is coming…`
    case 'answered': {
      const size = formatSize(new TextEncoder().encode(trial.body).length)
      const tab = trial.headers.find(([name]) => name === 'vitrine-answered-by')?.[1]
      const by = tab === undefined ? '' : ` · by the tab at ./${tab}`
      return `${trial.code} · ${formatDuration(trial.tookMs)} · ${size}${by}`
    }
    case 'broken':
      return `The answer broke off. ${trial.reason}`
    default:
      return trial satisfies never
  }
}

function isBad(trial: Trial): boolean {
  return trial.status === 'broken' || (answerOf(trial)?.code ?? 200) >= 400
}

function shown(body: string): string {
  const text = pretty(body)
  if (text.length <= shownLength) return text
  return `${text.slice(0, shownLength)}\n… and ${formatSize(text.length - shownLength)} more`
}

function pretty(body: string): string {
  if (body.length > shownLength) return body
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
