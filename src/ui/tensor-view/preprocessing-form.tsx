import { useState } from 'react'
import type { ImagePreprocessing } from '../../core/pixels/preprocess.ts'
import { parseNumber } from '../../core/tensors/number-range.ts'
import { Button } from '../button.tsx'
import { Field } from '../field.tsx'
import { NumberField } from '../number-field.tsx'
import { Select } from '../select.tsx'
import {
  filters,
  rangeNameOf,
  rangeOf,
  rangeWords,
  ruleNameOf,
  ruleOf,
  ruleWords,
  usualSide,
  withoutUsual,
  type Changes,
  type RangeName,
  type RuleName,
} from './choices.ts'
import { RangeFields } from './range-fields.tsx'

interface PreprocessingFormProps {
  usual: ImagePreprocessing
  changes: Changes
  /** Called with what differs from the usual. */
  onChange(changes: Changes): void
}

const sides = { min: 1, max: 4096, isWhole: true }

/** Switches for how a picture becomes a tensor. What the graph itself fixes is not among them. */
export function PreprocessingForm({ usual, changes, onChange }: PreprocessingFormProps) {
  const how = { ...usual, ...changes }
  const rule = ruleNameOf(how.resize)
  const [side, setSide] = useState(() => String(usualSide(usual)))
  const [isOwn, setIsOwn] = useState(false)
  const range = isOwn ? 'own' : rangeNameOf(how, how.channels)
  const knownSide = parseNumber(sides, side) ?? usualSide(usual)
  const change = (next: Changes) => onChange(withoutUsual({ ...changes, ...next }, usual))

  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,12rem),1fr))] gap-3">
      <Field label="Filter">
        {(links) => (
          <Select
            {...links}
            value={how.filter}
            options={filters}
            onChange={(filter) => change({ filter })}
          />
        )}
      </Field>
      <Field label="Resize">
        {(links) => (
          <Select
            {...links}
            value={rule}
            options={rulesFor(usual)}
            onChange={(name) => change({ resize: ruleOf(name, usual, knownSide) })}
          />
        )}
      </Field>
      {(rule === 'torchvision' || rule === 'transformers') && (
        <Field label="Shorter side">
          {(links) => (
            <NumberField
              {...links}
              value={side}
              {...{ min: sides.min, max: sides.max, step: 1 }}
              isInvalid={parseNumber(sides, side) === undefined}
              onChange={(raw) => {
                setSide(raw)
                const shorterSide = parseNumber(sides, raw)
                if (shorterSide !== undefined) change({ resize: ruleOf(rule, usual, shorterSide) })
              }}
            />
          )}
        </Field>
      )}
      {usual.channels === 3 && (
        <Field label="Colours">
          {(links) => (
            <Select
              {...links}
              value={how.colours ?? 'RGB'}
              options={[
                ['RGB', 'Red first (RGB)'],
                ['BGR', 'Blue first (BGR)'],
              ]}
              onChange={(colours) => change({ colours })}
            />
          )}
        </Field>
      )}
      <Field label="Range">
        {(links) => (
          <Select
            {...links}
            value={range}
            options={Object.entries(rangeWords) as [RangeName, string][]}
            onChange={(name) => {
              setIsOwn(name === 'own')
              if (name !== 'own') change(rangeOf(name, usual.channels))
            }}
          />
        )}
      </Field>
      {range === 'own' && <RangeFields how={how} onChange={change} />}
      <Button
        className="self-end justify-self-start text-note"
        disabled={Object.keys(changes).length === 0}
        onClick={() => {
          setSide(String(usualSide(usual)))
          setIsOwn(false)
          onChange({})
        }}
      >
        As the export says
      </Button>
    </div>
  )
}

/** A graph that takes pictures of any size may keep its own way; no other one can be changed to it. */
function rulesFor(usual: ImagePreprocessing): readonly (readonly [RuleName, string])[] {
  const all = Object.entries(ruleWords) as [RuleName, string][]
  return all.filter(([name]) => name !== 'within' || usual.resize.mode === 'within')
}
