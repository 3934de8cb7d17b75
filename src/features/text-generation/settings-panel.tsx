import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { DiceIcon } from '../../ui/icons.tsx'
import { SettingRow } from './setting-row.tsx'
import { generationLimits } from '../../core/generation-limits.ts'
import { settingKeys, type SettingKey, type SettingSpecs } from './setting-specs.ts'
import type { SettingsDraft } from './settings.ts'

interface SettingsPanelProps {
  specs: SettingSpecs
  draft: SettingsDraft
  onChange(draft: SettingsDraft): void
  onReset(): void
}

export function SettingsPanel({ specs, draft, onChange, onReset }: SettingsPanelProps) {
  const [explained, setExplained] = useState<SettingKey>('temperature')
  return (
    <details open className="group rounded-2xl border border-line bg-panel shadow-panel">
      <summary className="flex min-h-14 cursor-pointer items-center rounded-2xl px-4 text-note font-semibold text-muted marker:content-none sm:px-6">
        <span aria-hidden="true" className="mr-2 inline-block group-open:rotate-90">
          ›
        </span>
        Settings
      </summary>
      <div className="px-4 pb-4 sm:px-6 sm:pb-5">
        {settingKeys.map((key) => (
          <SettingRow
            key={key}
            spec={specs[key]}
            raw={draft[key]}
            onChange={(raw) => onChange({ ...draft, [key]: raw })}
            onExplain={() => setExplained(key)}
          >
            {key === 'seed' && (
              <Button
                look="quiet"
                className="-ml-3.5 justify-self-start"
                onClick={() => onChange({ ...draft, seed: String(randomSeed()) })}
              >
                <DiceIcon />
                <span aria-hidden="true" className="text-note max-[22rem]:hidden">
                  New
                </span>
                <span className="sr-only">New seed</span>
              </Button>
            )}
          </SettingRow>
        ))}
        <div className="mt-2 flex min-h-14 items-center justify-between gap-4 border-t border-line pt-3 text-note text-muted">
          {/* Each field is described by a text of its own; this one is for the eye. */}
          <p aria-hidden="true" className="text-pretty">
            <b className="font-medium text-ink">{specs[explained].label}.</b>{' '}
            {specs[explained].help}
          </p>
          <Button look="quiet" className="-mr-3.5 text-note" onClick={onReset}>
            Reset
          </Button>
        </div>
      </div>
    </details>
  )
}

function randomSeed(): number {
  return Math.floor(Math.random() * (generationLimits.seed.max + 1))
}
