import { useState } from 'react'
import { Button } from './button.tsx'
import { Fold } from './fold.tsx'
import { SettingRow, type Setting } from './setting-row.tsx'

interface SettingsPanelProps<Key extends string> {
  /** In the order of their rows. */
  settings: Readonly<Record<Key, Setting>>
  /** The one that is explained until another one is looked at. */
  first: Key
  draft: Readonly<Record<Key, string>>
  onChange(draft: Readonly<Record<Key, string>>): void
  onReset(): void
}

/** Numbers with their meaning: each has a field, most a slider, and one at a time is explained. */
export function SettingsPanel<Key extends string>(props: SettingsPanelProps<Key>) {
  const { settings, first, draft, onChange, onReset } = props
  const [explained, setExplained] = useState(first)
  const { label, help } = settings[explained]
  const keys = Object.keys(settings) as Key[]
  return (
    <Fold title="Settings" isOpen>
      <div className="@container">
        {keys.map((key) => (
          <SettingRow
            key={key}
            setting={settings[key]}
            raw={draft[key]}
            onChange={(raw) => onChange({ ...draft, [key]: raw })}
            onExplain={() => setExplained(key)}
          />
        ))}
      </div>
      <div className="mt-2 flex min-h-14 items-center justify-between gap-4 border-t border-line pt-3 text-note text-muted">
        {/* Each field is described by a text of its own; this one is for the eye. */}
        <p aria-hidden="true" className="text-pretty">
          <b className="font-medium text-ink">{label}.</b> {help}
        </p>
        <Button look="quiet" className="-mr-3.5 text-note" onClick={onReset}>
          Reset
        </Button>
      </div>
    </Fold>
  )
}
