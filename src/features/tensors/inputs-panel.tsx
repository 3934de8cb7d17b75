import type { GraphValue } from '../../protocol/graph.ts'
import { Button } from '../../ui/button.tsx'
import { plural } from '../../ui/format.ts'
import { More } from '../../ui/more.tsx'
import { Panel } from '../../ui/panel.tsx'
import { openSizes, usualInput, type Draft } from './draft.ts'
import { InputFields } from './input-fields.tsx'

interface InputsPanelProps {
  inputs: readonly GraphValue[]
  draft: Draft
  isRunning: boolean
  onChange(draft: Draft): void
  onRun(): void
  onStop(): void
}

/** Beyond these it is a cache, one pair a layer, and its sizes stand in the others. */
const shownAtOnce = 6

export function InputsPanel(props: InputsPanelProps) {
  const { inputs, draft, isRunning, onChange, onRun, onStop } = props
  const [first, rest] = [inputs.slice(0, shownAtOnce), inputs.slice(shownAtOnce)]

  /** One field for one size, at the first input that has it. */
  const asked = (input: GraphValue) =>
    new Set(
      inputs
        .slice(0, inputs.indexOf(input))
        .flatMap(openSizes)
        .map(({ name }) => name),
    )

  const fields = (input: GraphValue) => (
    <InputFields
      key={input.name}
      input={input}
      draft={draft.inputs.get(input.name) ?? usualInput(input)}
      sizes={draft.sizes}
      asked={asked(input)}
      onChange={(next) =>
        onChange({ ...draft, inputs: new Map(draft.inputs).set(input.name, next) })
      }
      onSize={(name, size) => onChange({ ...draft, sizes: new Map(draft.sizes).set(name, size) })}
    />
  )

  return (
    <Panel title="Inputs">
      <form
        noValidate
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault()
          onRun()
        }}
      >
        {inputs.length === 0 && (
          <p className="text-muted">This model takes no input: it always answers the same.</p>
        )}
        {first.map(fields)}
        {rest.length > 0 && (
          <More
            summary={plural(rest.length, 'more input')}
            summaryClass="cursor-pointer py-2 text-note font-medium"
          >
            {() => <div className="grid gap-5 pt-3">{rest.map(fields)}</div>}
          </More>
        )}
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" look="primary">
            Run
          </Button>
          {isRunning && <Button onClick={onStop}>Stop</Button>}
        </div>
      </form>
    </Panel>
  )
}
