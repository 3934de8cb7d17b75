import { Disclosure } from '../../ui/disclosure.tsx'
import { plural } from '../../ui/format.ts'
import { List } from '../../ui/list.tsx'
import { problemOf } from './download.ts'
import type { Row } from './rows.ts'

/** More would be the same again; the download has them all. */
const most = 100

/** Which pictures have no answer, and why. */
export function Failures({ rows }: { rows: readonly Row[] }) {
  const failed = rows.filter(({ outcome }) => outcome?.status === 'failed')
  if (failed.length === 0) return null
  return (
    <Disclosure title={`${plural(failed.length, 'picture')} could not be read`}>
      <List className="grid max-h-72 gap-2 overflow-auto pb-2">
        {failed.slice(0, most).map((row) => (
          <li key={row.place} className="wrap-anywhere">
            <b className="font-medium text-ink">{row.item.path}</b> · {problemOf(row)}
          </li>
        ))}
        {failed.length > most && <li>The rest is in the download.</li>}
      </List>
    </Disclosure>
  )
}
