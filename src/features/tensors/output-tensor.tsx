/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a <fieldset> is for what can be filled in */
import { useId } from 'react'
import type { OutputTensor } from '../../protocol/tasks.ts'
import { tableOf } from './table-of.ts'
import { statisticsWords, valueWords } from './words.ts'

/** One output: what it is, what it holds as a whole, and how it begins. */
export function OutputTensorView({ tensor }: { tensor: OutputTensor }) {
  const { name, type, dims, elements } = tensor
  const nameId = useId()
  const { rows, shown } = tableOf(tensor)
  const isText = type === 'string'
  return (
    <div className="min-w-0">
      <h3 className="flex flex-wrap items-baseline gap-x-3 wrap-anywhere">
        <bdi id={nameId} className="font-medium">
          {name}
        </bdi>
        <span className="num text-note text-muted">
          <bdi>{type}</bdi> [{dims.join(', ')}]
        </span>
      </h3>
      <p className="num mt-0.5 mb-2 text-note text-muted">{statisticsWords(tensor)}</p>
      {rows.length > 0 && (
        // Wide rows scroll by themselves, and have to be reached by keyboard for that.

        <div
          role="group"
          aria-labelledby={nameId}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          className="overflow-x-auto rounded-xl bg-well px-3 py-2"
        >
          <table className="num text-note">
            <caption className="sr-only">First values; each row begins with its index</caption>
            <tbody>
              {rows.map(({ index, values }) => (
                <tr key={index}>
                  <th
                    scope="row"
                    className="pr-4 text-left align-top font-normal whitespace-nowrap text-muted"
                  >
                    {index}
                  </th>
                  {values.map((value, column) => (
                    <td
                      key={column}
                      className={isText ? 'px-2 whitespace-pre-wrap' : 'px-2 text-right'}
                    >
                      <bdi>{valueWords(value)}</bdi>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {shown < elements && (
        <p className="num mt-1 text-note text-muted">
          The first {shown.toLocaleString('en-US')} of {elements.toLocaleString('en-US')} values
        </p>
      )}
    </div>
  )
}
