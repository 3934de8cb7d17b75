import { useId, useState } from 'react'
import { describeError } from '../../protocol/messages.ts'
import type { Runtime } from '../../protocol/runtime.ts'
import type { TableRow } from '../../protocol/table-tasks.ts'
import { Alert } from '../../ui/alert.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { targetName } from './answer-json.ts'
import { InfluenceList } from './influence-list.tsx'
import { influences } from './influence.ts'
import type { TableManifest } from './row.ts'
import { SweepView } from './sweep-view.tsx'
import { canVary } from './sweep.ts'
import { useWhatIf } from './use-what-if.ts'
import { inOrder } from './what-if-plan.ts'

interface WhatIfProps {
  manifest: TableManifest
  runtime: Runtime
  /** Undefined while it cannot be run; then the last one stays. */
  row: TableRow | undefined
  onChange(name: string, value: unknown): void
}

/** What the model would say if one feature were another. */
export function WhatIf({ manifest, runtime, row, onChange }: WhatIfProps) {
  const choosable = inOrder(manifest.features).filter(canVary)
  const [name, setName] = useState(choosable[0]?.name ?? '')
  const [target, setTarget] = useState('0')
  const feature = choosable.find((one) => one.name === name)
  const { found, error, isReady, isRunning } = useWhatIf(manifest, runtime, row, feature)
  const id = useId()

  if (feature === undefined) {
    return <p className="text-muted">This model takes texts alone, which have no range.</p>
  }
  const targets = manifest.task === 'tabular-regression' ? manifest.targets : []
  const index = Number(target)
  const unit = targets[index]?.unit
  const of =
    manifest.task === 'tabular-regression'
      ? targetName(manifest, 0)
      : (found?.answers.base.probabilities?.[0]?.class ?? 'the answer')
  return (
    <div className="grid min-w-0 gap-4" aria-busy={isRunning}>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Feature to change">
          {(links) => (
            <Select
              {...links}
              value={name}
              options={choosable.map((one) => [one.name, one.title ?? one.name])}
              onChange={setName}
            />
          )}
        </Field>
        {targets.length > 1 && (
          <Field label="Line of">
            {(links) => (
              <Select
                {...links}
                value={target}
                options={targets.map((one, at) => [String(at), one.name])}
                onChange={setTarget}
              />
            )}
          </Field>
        )}
      </div>
      {error !== undefined && <Alert {...describeError(error)} detail={error.detail} />}
      {found === undefined ? (
        isReady && row !== undefined ? (
          <Skeleton className="h-64" />
        ) : (
          <p className="text-pretty text-muted">
            {isReady ? 'This needs a row that can be run.' : 'This comes when the model is there.'}
          </p>
        )
      ) : (
        <>
          {row === undefined && (
            <p className="text-note text-muted">This is about the last row that could be run.</p>
          )}
          <SweepView
            id={id}
            manifest={manifest}
            {...found}
            current={(row ?? found.plan.row)[found.plan.feature.name] ?? undefined}
            target={index}
            unit={unit}
            onChange={onChange}
          />
          <InfluenceList
            found={influences(found.plan.nudges, found.answers.base, found.answers.nudged)}
            base={found.answers.base}
            of={of}
            unit={targets[0]?.unit}
            onLook={setName}
          />
        </>
      )}
    </div>
  )
}
