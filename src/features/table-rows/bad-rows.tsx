import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { plural } from '../../ui/format.ts'
import type { Sheet } from './sheet.ts'

const atOnce = 100

/** Every row that could not be run, with its line in the file and why. */
export function BadRows({ sheet }: { sheet: Sheet }) {
  const { problems, badRows } = sheet.result
  const [most, setMost] = useState(atOnce)
  const [isOpen, setIsOpen] = useState(false)
  const left = problems.length - most
  return (
    <Disclosure
      title={`${plural(badRows, 'row')} could not be run`}
      aside="line and reason"
      onToggle={setIsOpen}
    >
      {isOpen && (
        <section
          aria-label="Rows that could not be run"
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- to be scrolled by the keys
          tabIndex={0}
          className="max-h-80 overflow-auto rounded-lg border border-line"
        >
          <table className="num w-full text-left text-note text-ink">
            <caption className="sr-only">Rows that could not be run</caption>
            <thead>
              <tr>
                <th scope="col" className={head}>
                  Line
                </th>
                <th scope="col" className={head}>
                  Row
                </th>
                <th scope="col" className={`w-full ${head}`}>
                  Why
                </th>
              </tr>
            </thead>
            <tbody>
              {problems.slice(0, most).map(({ line, row, problem }) => (
                <tr key={row} className="border-t border-line align-top">
                  <th scope="row" className="px-3 py-1.5 font-normal">
                    {line.toLocaleString('en-US')}
                  </th>
                  <td className="px-3 py-1.5 text-muted">{(row + 1).toLocaleString('en-US')}</td>
                  <td className="px-3 py-1.5 wrap-anywhere">{problem}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {isOpen && left > 0 ? (
        <Button className="my-2" onClick={() => setMost(most + atOnce)}>
          Show {Math.min(left, atOnce)} more
        </Button>
      ) : (
        badRows > problems.length && (
          <p className="py-2">
            Of the other {plural(badRows - problems.length, 'row')} the reasons are not kept.
          </p>
        )
      )}
    </Disclosure>
  )
}

const head = 'sticky top-0 bg-panel px-3 py-2 font-semibold text-muted'
