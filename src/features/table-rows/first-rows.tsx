import { plural } from '../../ui/format.ts'
import type { Plan } from './plan.ts'

/** Of a very wide table the rest is only counted. */
const mostColumns = 40
const longestCell = 80

/** The file as it was understood. */
export function FirstRows({ plan }: { plan: Plan }) {
  const { header, firstRows, reading } = plan
  const used = new Set(reading.columns)
  const shown = header.slice(0, mostColumns)
  return (
    <div>
      <p className="num mb-2 text-note text-muted">
        The first {plural(firstRows.length, 'row')} of {plural(header.length, 'column')}
        {header.length > mostColumns && `, of which ${mostColumns} are shown`}
      </p>
      <section
        aria-label="First rows of the file"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- to be scrolled by the keys
        tabIndex={0}
        className="max-h-56 overflow-auto rounded-lg border border-line"
      >
        <table className="num min-w-full text-left text-note">
          <caption className="sr-only">First rows of the file</caption>
          <thead>
            <tr>
              {shown.map((name, place) => (
                <th
                  key={place}
                  scope="col"
                  className={`sticky top-0 bg-panel px-3 py-2 font-semibold whitespace-nowrap shadow-[0_1px_0_var(--line)] ${used.has(place) || place === reading.truth ? 'text-ink' : 'text-muted'}`}
                >
                  {cut(name)}
                  {place === reading.truth && ' (true answer)'}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {firstRows.map((cells, row) => (
              <tr key={row} className="border-b border-line last:border-0">
                {shown.map((_, place) => (
                  <td key={place} className="px-3 py-1.5 whitespace-nowrap text-ink">
                    {cut(cells[place] ?? '')}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}

function cut(cell: string): string {
  return cell.length > longestCell ? `${cell.slice(0, longestCell - 1)}…` : cell
}
