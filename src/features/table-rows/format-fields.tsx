import type { TableReading } from '../../protocol/table-tasks.ts'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'

interface FormatFieldsProps {
  reading: TableReading
  onChange(form: Pick<TableReading, 'delimiter' | 'encoding' | 'decimal' | 'header'>): void
}

const delimiters = [
  [',', 'Comma'],
  [';', 'Semicolon'],
  ['\t', 'Tab'],
  ['|', 'Bar |'],
] as const
const encodings = [
  ['utf-8', 'UTF-8'],
  ['utf-16le', 'UTF-16, little endian'],
  ['utf-16be', 'UTF-16, big endian'],
  ['windows-1252', 'Windows-1252'],
] as const
const decimals = [
  ['.', 'Point: 0.5'],
  [',', 'Comma: 0,5'],
] as const
const headers = [
  ['yes', 'Names'],
  ['no', 'A row'],
] as const

/** How the file is read: found by looking at it, and for a person to correct. */
export function FormatFields({ reading, onChange }: FormatFieldsProps) {
  const { format, delimiter, encoding, decimal, header } = reading
  const form = { delimiter, encoding, decimal, header }
  if (format === 'json-lines') {
    return <p className="text-note text-muted">JSON: an object of names and values for each row.</p>
  }
  return (
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
      <Field label="Between columns">
        {(links) => (
          <Select
            {...links}
            value={delimiter}
            options={delimiters}
            onChange={(chosen) => onChange({ ...form, delimiter: chosen })}
          />
        )}
      </Field>
      <Field label="First line">
        {(links) => (
          <Select
            {...links}
            value={header ? 'yes' : 'no'}
            options={headers}
            onChange={(chosen) => onChange({ ...form, header: chosen === 'yes' })}
          />
        )}
      </Field>
      <Field label="Decimal mark">
        {(links) => (
          <Select
            {...links}
            value={decimal}
            options={decimals}
            onChange={(chosen) => onChange({ ...form, decimal: chosen })}
          />
        )}
      </Field>
      <Field label="Encoding">
        {(links) => (
          <Select
            {...links}
            value={encoding}
            options={encodings}
            onChange={(chosen) => onChange({ ...form, encoding: chosen })}
          />
        )}
      </Field>
    </div>
  )
}
