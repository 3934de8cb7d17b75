import type { VitrineError } from '../../protocol/errors.ts'
import type { GraphValue } from '../../protocol/graph.ts'
import { describeError } from '../../protocol/messages.ts'
import type { TensorsResult } from '../../protocol/tasks.ts'
import { Alert } from '../../ui/alert.tsx'
import { Announcer } from '../../ui/announcer.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { plural } from '../../ui/format.ts'
import { List } from '../../ui/list.tsx'
import { More } from '../../ui/more.tsx'
import { Panel } from '../../ui/panel.tsx'
import { OutputTensorView } from './output-tensor.tsx'
import { outputsJson, timingWords } from './words.ts'

interface OutputPanelProps {
  outputs: readonly GraphValue[]
  result: TensorsResult | undefined
  isRunning: boolean
  error: VitrineError | undefined
}

/** The rest is folded: a language model hands out its cache, one pair a layer. */
const shownAtOnce = 4

export function OutputPanel({ outputs, result, isRunning, error }: OutputPanelProps) {
  return (
    <Panel
      title="Output"
      isRegion
      foot={
        <>
          <span>{result === undefined ? 'Not run yet' : timingWords(result.timing)}</span>
          <CopyButton text={result && (() => outputsJson(result))}>Copy JSON</CopyButton>
        </>
      }
    >
      {error !== undefined && <Alert {...describeError(error)} detail={error.detail} />}
      <div aria-busy={isRunning} className={`grow ${isRunning ? 'opacity-70' : ''}`}>
        {result === undefined ? (
          <Expected outputs={outputs} />
        ) : (
          <div className="grid gap-6">
            {result.outputs.slice(0, shownAtOnce).map((tensor) => (
              <OutputTensorView key={tensor.name} tensor={tensor} />
            ))}
            {result.outputs.length > shownAtOnce && (
              <More
                summary={plural(result.outputs.length - shownAtOnce, 'more output')}
                summaryClass="cursor-pointer py-2 text-note font-medium"
              >
                {() => (
                  <div className="grid gap-6 pt-3">
                    {result.outputs.slice(shownAtOnce).map((tensor) => (
                      <OutputTensorView key={tensor.name} tensor={tensor} />
                    ))}
                  </div>
                )}
              </More>
            )}
          </div>
        )}
      </div>
      <Announcer message={announcement(result, isRunning)} />
    </Panel>
  )
}

/** What will stand here. */
function Expected({ outputs }: { outputs: readonly GraphValue[] }) {
  const hidden = outputs.length - shownAtOnce
  return (
    <>
      <p className="mb-4 text-pretty text-muted">
        Press Run, and what the model answers stands here. It will be:
      </p>
      <List aria-label="Expected outputs" className="grid gap-2">
        {outputs.slice(0, shownAtOnce).map(({ name, type, dims }) => (
          <li key={name} className="flex flex-wrap items-baseline gap-x-3 wrap-anywhere">
            <bdi className="font-medium">{name}</bdi>
            <span className="num text-note text-muted">
              <bdi>{type}</bdi> <bdi>[{dims.join(', ')}]</bdi>
            </span>
          </li>
        ))}
        {hidden > 0 && <li className="text-note text-muted">and {hidden} more</li>}
      </List>
    </>
  )
}

function announcement(result: TensorsResult | undefined, isRunning: boolean): string {
  if (isRunning) return 'Running.'
  return result === undefined ? '' : `${plural(result.outputs.length, 'output')}.`
}
