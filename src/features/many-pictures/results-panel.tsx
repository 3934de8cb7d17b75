import { useState } from 'react'
import type { ImageClassificationManifest } from '../../protocol/picture-manifests.ts'
import { Button } from '../../ui/button.tsx'
import { downloadBlob } from '../../ui/download-blob.ts'
import { Field } from '../../ui/field.tsx'
import { plural } from '../../ui/format.ts'
import { Panel } from '../../ui/panel.tsx'
import { Select } from '../../ui/select.tsx'
import { toCsv, toJson } from './download.ts'
import { Failures } from './failures.tsx'
import { Gallery } from './gallery.tsx'
import { PictureTable } from './picture-table.tsx'
import { filtered, seenIn, type Filter, type Row } from './rows.ts'

interface ResultsPanelProps {
  manifest: ImageClassificationManifest
  rows: readonly Row[]
  names: readonly string[]
  onOpen(file: File): void
}

const views = [
  ['gallery', 'Gallery'],
  ['table', 'Table'],
] as const
type View = (typeof views)[number][0]

/** Every picture with its answer, as tiles or as a table. */
export function ResultsPanel({ manifest, rows, names, onOpen }: ResultsPanelProps) {
  const [view, setView] = useState<View>('gallery')
  const [filter, setFilter] = useState<Filter>('all')
  const isLabelled = rows.some(({ truth }) => truth !== undefined)
  const shown = filtered(rows, filter)
  return (
    <Panel
      title="Pictures and answers"
      isRegion
      foot={
        <>
          <output aria-live="off" aria-label="Shown">
            {shown.length === rows.length
              ? plural(rows.length, 'picture')
              : `${shown.length.toLocaleString('en-US')} of ${plural(rows.length, 'picture')}`}
          </output>
          <span className="flex flex-wrap gap-2">
            <Button
              onClick={() =>
                void toCsv(rows, names).then((text) =>
                  downloadBlob(new Blob([text], { type: 'text/csv' }), `${manifest.id}.csv`),
                )
              }
            >
              Download CSV
            </Button>
            <Button
              onClick={() => {
                const text = toJson(rows, names, manifest.title)
                const type = 'application/json'
                downloadBlob(new Blob([text], { type }), `${manifest.id}.json`)
              }}
            >
              Download JSON
            </Button>
          </span>
        </>
      }
    >
      <div className="flex flex-wrap items-end gap-3">
        <Field label="Show" className="w-52">
          {(links) => (
            <Select<Filter>
              {...links}
              value={filter}
              options={optionsOf(rows, names, isLabelled)}
              onChange={setFilter}
            />
          )}
        </Field>
        <Field label="As" className="w-32">
          {(links) => <Select<View> {...links} value={view} options={views} onChange={setView} />}
        </Field>
      </div>
      {shown.length === 0 ? (
        <p className="py-6 text-muted">No picture is so.</p>
      ) : view === 'gallery' ? (
        <Gallery rows={shown} names={names} onOpen={onOpen} />
      ) : (
        <PictureTable rows={shown} names={names} isLabelled={isLabelled} onOpen={onOpen} />
      )}
      <Failures rows={rows} />
    </Panel>
  )
}

/** Those that there is something of, with how many; the classes by how often they were said. */
function optionsOf(
  rows: readonly Row[],
  names: readonly string[],
  isLabelled: boolean,
): (readonly [Filter, string])[] {
  const count = (filter: Filter) => filtered(rows, filter).length
  const said = new Map<number, number>()
  for (const { outcome } of rows) {
    const top = seenIn(outcome)?.ranked[0]
    if (top !== undefined) said.set(top, (said.get(top) ?? 0) + 1)
  }
  const classes = [...said]
    .sort(([, one], [, other]) => other - one)
    .map(([index, times]) => [`class-${index}` as const, `${names[index]} (${times})`] as const)
  return [
    ['all', `All (${rows.length})`],
    ...(isLabelled ? [['wrong', `Wrong (${count('wrong')})`] as const] : []),
    ['unsure', `Unsure (${count('unsure')})`],
    ['failed', `Not read (${count('failed')})`],
    ...classes,
  ]
}
