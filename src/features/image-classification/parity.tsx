import { describeError } from '../../protocol/messages.ts'
import type { ImageExample } from '../../protocol/picture-manifests.ts'
import { Announcer } from '../../ui/announcer.tsx'
import { Button } from '../../ui/button.tsx'
import { List } from '../../ui/list.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import type { Asking } from './asking.ts'
import { agreementWords, summaryWords } from './parity-words.ts'
import { useParity, type Checked, type Referenced } from './use-parity.ts'

interface ParityProps {
  asking: Asking
  /** Shows an example, with what the model saw of it. */
  onLook(example: ImageExample): void
}

/** Whether this page gives what the author's own reference gives. Nothing is run before somebody asks. */
export function Parity({ asking, onLook }: ParityProps) {
  const examples = asking.manifest.examples.filter(isReferenced)
  const { state, check, stop } = useParity(asking, examples)
  const total = examples.length
  const checked = state.status === 'idle' ? [] : state.checked
  const isRunning = state.status === 'running'
  const summary = state.status === 'done' ? summaryWords(checked, total) : ''
  return (
    <>
      <p className="max-w-prose text-pretty text-note text-muted">
        The export brings what its author’s own program gives for {total}{' '}
        {total === 1 ? 'example' : 'examples'}. Here they are run again, on this device.
      </p>
      <div className="flex flex-wrap items-center gap-3">
        {isRunning ? (
          <Button onClick={stop}>Stop</Button>
        ) : (
          <Button look="primary" onClick={check}>
            Check against the author’s reference
          </Button>
        )}
        {summary !== '' && <Badge checked={checked}>{summary}</Badge>}
      </div>
      {isRunning && (
        <ProgressBar
          name="Checking"
          percent={(100 * checked.length) / total}
          text={`${checked.length} of ${total} checked`}
        />
      )}
      {checked.length > 0 && (
        <List aria-label="The reference, example by example" className="grid gap-3 text-note">
          {checked.map((one, i) => (
            <Row key={i} example={examples[i]!} checked={one} onLook={onLook} />
          ))}
        </List>
      )}
      <Announcer message={isRunning ? 'Checking the examples.' : summary} />
    </>
  )
}

function Badge({ checked, children }: { checked: readonly Checked[]; children: string }) {
  const isWhole = checked.every((one) => one.status === 'compared' && one.agreement.isEqual)
  return (
    <p className="flex items-center gap-2 font-medium">
      <span
        aria-hidden="true"
        className={`size-2.5 rounded-full ${isWhole ? 'bg-good' : 'bg-fair'}`}
      />
      {children}
    </p>
  )
}

interface RowProps extends Pick<ParityProps, 'onLook'> {
  example: Referenced
  checked: Checked
}

function Row({ example, checked, onLook }: RowProps) {
  const isEqual = checked.status === 'compared' && checked.agreement.isEqual
  return (
    <li className="num border-t border-line pt-3">
      <b className="font-medium">{example.title}</b>{' '}
      <span className="text-muted">
        {checked.status === 'compared'
          ? agreementWords(checked.agreement)
          : `Could not be run. ${describeError(checked.error).title}`}
      </span>
      {!isEqual && checked.status === 'compared' && (
        <Button look="quiet" className="text-note" onClick={() => onLook(example)}>
          What the model saw of {example.title}
        </Button>
      )}
    </li>
  )
}

function isReferenced(example: ImageExample): example is Referenced {
  const { expected } = example
  return expected?.predictions !== undefined || expected?.logits !== undefined
}
