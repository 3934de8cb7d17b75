import { useId, type ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import { parseSetting, rangeWords, type SettingsDraft, type SettingSpec } from './chat-settings.ts'

interface ChatOptionsProps {
  system: string
  specs: readonly SettingSpec[]
  draft: SettingsDraft
  onSystem(system: string): void
  onDraft(draft: SettingsDraft): void
  onReset(): void
}

/** What the model is told beforehand, and how it picks its words. */
export function ChatOptions(props: ChatOptionsProps) {
  const { system, specs, draft, onSystem, onDraft, onReset } = props
  const hintId = useId()
  return (
    <div className="grid gap-4">
      <Fold title="System prompt">
        <TextArea
          aria-label="System prompt"
          aria-describedby={hintId}
          value={system}
          rows={4}
          onChange={onSystem}
        />
        <p id={hintId} className="mt-2 text-note text-pretty text-muted">
          Stands before the conversation, from the next message on. Not every model heeds it.
        </p>
      </Fold>
      <Fold title="Settings" isOpen>
        {specs.map((spec) => (
          <SettingRow
            key={spec.key}
            spec={spec}
            raw={draft[spec.key]}
            onChange={(raw) => onDraft({ ...draft, [spec.key]: raw })}
          />
        ))}
        <Button look="quiet" className="mt-1 -ml-3.5 text-note" onClick={onReset}>
          Reset
        </Button>
      </Fold>
    </div>
  )
}

interface FoldProps {
  title: string
  isOpen?: boolean
  children: ReactNode
}

function Fold({ title, isOpen = false, children }: FoldProps) {
  return (
    <details open={isOpen} className="group rounded-2xl border border-line bg-panel shadow-panel">
      <summary className="flex min-h-14 cursor-pointer items-center rounded-2xl px-4 text-note font-semibold text-muted marker:content-none sm:px-6">
        <span aria-hidden="true" className="mr-2 inline-block group-open:rotate-90">
          ›
        </span>
        {title}
      </summary>
      <div className="px-4 pb-4 sm:px-6">{children}</div>
    </details>
  )
}

interface SettingRowProps {
  spec: SettingSpec
  raw: string
  onChange(raw: string): void
}

function SettingRow({ spec, raw, onChange }: SettingRowProps) {
  const id = useId()
  const isInvalid = parseSetting(spec, raw) === undefined
  return (
    <div className="grid min-h-11 grid-cols-[minmax(0,1fr)_7.5rem] items-center gap-x-3 pointer-coarse:min-h-13">
      <label htmlFor={id} title={spec.help} className="text-note">
        {spec.label}
      </label>
      <NumberField
        id={id}
        value={raw}
        isInvalid={isInvalid}
        min={spec.min}
        max={spec.max}
        step={spec.step}
        aria-describedby={`${id}-help`}
        onChange={onChange}
      />
      <p id={`${id}-help`} className={isInvalid ? 'col-span-2 text-note text-danger' : 'sr-only'}>
        {isInvalid ? `Must be ${rangeWords(spec)}.` : spec.help}
      </p>
    </div>
  )
}
