import { useState } from 'react'
import type { FieldLinks } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'

interface ColumnSelectProps extends FieldLinks {
  header: readonly string[]
  column: number | null
  /** What is said where there is none. */
  none: string
  onChange(column: number | null): void
}

/** More options than this are made only for the one that is looked at. */
const few = 50

/** One of the file's columns. */
export function ColumnSelect({ header, column, none, onChange, ...links }: ColumnSelectProps) {
  const [isWanted, setIsWanted] = useState(header.length <= few)
  const want = () => setIsWanted(true)
  const places = isWanted ? [...header.keys()] : column === null ? [] : [column]
  return (
    <Select
      {...links}
      value={column === null ? '' : String(column)}
      options={[
        ['', none] as const,
        ...places.map((place) => [String(place), nameOf(header, place)] as const),
      ]}
      onPointerDown={want}
      onFocus={want}
      onChange={(chosen) => onChange(chosen === '' ? null : Number(chosen))}
    />
  )
}

function nameOf(header: readonly string[], place: number): string {
  const name = header[place] ?? ''
  const short = name.length > 60 ? `${name.slice(0, 59)}…` : name
  return short.trim() === '' ? `Column ${place + 1}, without a name` : short
}
