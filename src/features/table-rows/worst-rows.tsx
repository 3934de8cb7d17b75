import type { Sheet } from './sheet.ts'

interface WorstRowsProps {
  sheet: Sheet
  name: string
  note: string
  heads: readonly string[]
  rows: readonly { readonly row: number; readonly cells: readonly string[] }[]
}

/** Of a wide table these are enough to know a row again. */
const mostFeatures = 8

/** The rows that it got most wrong, with what the model was given. */
export function WorstRows({ sheet, name, note, heads, rows }: WorstRowsProps) {
  const { columns } = sheet.asked.reading
  const given = columns
    .filter((place) => place !== null)
    .slice(0, mostFeatures)
    .map((place) => sheet.own[place])
    .filter((column) => column !== undefined)
  return (
    <>
      <p className="mb-2 text-note text-muted">{note}</p>
      <section
        aria-label={name}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- to be scrolled by the keys
        tabIndex={0}
        className="overflow-x-auto rounded-lg border border-line"
      >
        <table className="num w-full text-left text-note whitespace-nowrap">
          <caption className="sr-only">{name}</caption>
          <thead className="text-muted">
            <tr>
              {['Row', ...heads, ...given.map(({ title }) => title)].map((title, at) => (
                <th key={at} scope="col" className="max-w-48 truncate px-3 py-2 font-semibold">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, cells }) => (
              <tr key={row} className="border-t border-line">
                <th scope="row" className="px-3 py-2 font-normal text-muted">
                  {(row + 1).toLocaleString('en-US')}
                </th>
                {cells.map((cell, at) => (
                  <td key={at} className="max-w-48 truncate px-3 py-2">
                    {cell}
                  </td>
                ))}
                {given.map(({ key, textAt }) => (
                  <td key={key} className="max-w-48 truncate px-3 py-2 text-muted">
                    {textAt(row).slice(0, 100)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}
