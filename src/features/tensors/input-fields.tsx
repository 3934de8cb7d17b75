import type { GraphValue } from '../../protocol/graph.ts'
import { Field } from '../../ui/field.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { Select } from '../../ui/select.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import { fillsOf, openSizes, type Fill, type InputDraft } from './draft.ts'
import { elementTypeOf } from './element-type.ts'

interface InputFieldsProps {
  input: GraphValue
  draft: InputDraft
  /** By the name of the open size. */
  sizes: ReadonlyMap<string, string>
  /** Sizes that an input before this one asks for. */
  asked: ReadonlySet<string>
  onChange(draft: InputDraft): void
  onSize(name: string, size: string): void
}

/** One input of the graph: the sizes that it leaves open, and its values. */
export function InputFields({ input, draft, sizes, asked, onChange, onSize }: InputFieldsProps) {
  const { name, type, dims, isTensor } = input
  const open = openSizes(input)
  const shared = open.filter((size) => asked.has(size.name))
  const canBeGiven = isTensor && elementTypeOf(type) !== undefined
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 flex w-full flex-wrap items-baseline gap-x-3 font-medium wrap-anywhere">
        <bdi>{name}</bdi>
        <span className="num text-note font-normal text-muted">
          <bdi>{type}</bdi>{' '}
          {isTensor && <bdi>{dims.length === 0 ? 'scalar' : `[${dims.join(', ')}]`}</bdi>}
        </span>
      </legend>
      {canBeGiven ? (
        <div className="grid grid-cols-[repeat(auto-fill,minmax(6.5rem,1fr))] gap-x-4 gap-y-3">
          <Field label="Values" className="col-span-2">
            {(links) => (
              <Select
                {...links}
                value={draft.fill}
                options={fillsOf(input).map((fill) => [fill, fillWords(fill, type)])}
                onChange={(fill) => onChange({ ...draft, fill })}
              />
            )}
          </Field>
          {draft.fill === 'random' && (
            <Field label="Seed">
              {(links) => (
                <NumberField
                  {...links}
                  min={0}
                  inputMode="numeric"
                  value={draft.seed}
                  isInvalid={false}
                  onChange={(seed) => onChange({ ...draft, seed })}
                />
              )}
            </Field>
          )}
          {open
            .filter((size) => !asked.has(size.name))
            .map(({ axis, name: size, symbol }) => (
              <Field key={axis} label={symbol ?? `Axis ${axis}`}>
                {(links) => (
                  <NumberField
                    {...links}
                    min={0}
                    inputMode="numeric"
                    value={sizes.get(size) ?? ''}
                    isInvalid={!isSize(sizes.get(size) ?? '')}
                    onChange={(raw) => onSize(size, raw)}
                  />
                )}
              </Field>
            ))}
          {shared.length > 0 && (
            <p className="col-span-full text-note wrap-anywhere text-muted">
              As above: <bdi>{shared.map((size) => size.name).join(', ')}</bdi>
            </p>
          )}
          {draft.fill === 'typed' && (
            <Field label="Typed values" className="col-span-full" hint={hintOf(type)}>
              {(links) => (
                <TextArea
                  {...links}
                  rows={2}
                  spellCheck={false}
                  value={draft.typed}
                  onChange={(typed) => onChange({ ...draft, typed })}
                />
              )}
            </Field>
          )}
        </div>
      ) : (
        <p className="text-note text-pretty text-muted">
          {isTensor
            ? 'Values of this type cannot be given to the runtime in a browser.'
            : 'This is no tensor, and the runtime in a browser takes nothing else.'}
        </p>
      )}
    </fieldset>
  )
}

function fillWords(fill: Fill, type: string): string {
  const kind = elementTypeOf(type)?.kind
  switch (fill) {
    case 'typed':
      return 'Typed below'
    case 'zeros':
      return kind === 'boolean' ? 'All false' : 'All 0'
    case 'ones':
      return kind === 'boolean' ? 'All true' : 'All 1'
    case 'random':
      if (kind === 'boolean') return 'Random'
      return kind === 'integer' ? 'Random, 0 to 9' : 'Random, from 0 to 1'
    case 'range':
      return 'Counting: 0, 1, 2, …'
    default:
      return fill satisfies never
  }
}

function hintOf(type: string): string {
  const kind = elementTypeOf(type)?.kind
  if (kind === 'string') return 'One a line, or separated by commas; in quotes where it has commas.'
  if (kind === 'boolean') return 'Such as: true, false, true'
  return 'Such as: 1, 2, 3 or [[1, 2], [3, 4]]; brackets set the sizes.'
}

function isSize(raw: string): boolean {
  return raw.trim() !== '' && Number.isSafeInteger(Number(raw)) && Number(raw) >= 0
}
