import { Fragment } from 'react'
import type { Exhibit } from './exhibit.ts'

interface FilledTextProps {
  exhibit: Exclude<Exhibit, { kind: 'nothing' }>
  maskToken: string
  isOutdated: boolean
}

/** The text with the most probable word in each gap that the model read. */
export function FilledText({ exhibit: { text, gaps }, maskToken, isOutdated }: FilledTextProps) {
  const [begin, ...parts] = text.split(maskToken)
  return (
    <p
      className={`mb-6 max-h-72 overflow-y-auto text-prose wrap-anywhere whitespace-pre-wrap ${isOutdated ? 'text-muted' : ''}`}
    >
      {begin}
      {parts.map((part, index) => (
        <Fragment key={index}>
          <strong className={`font-semibold ${isOutdated ? '' : 'text-accent'}`}>
            {gaps[index]?.[0]?.class ?? maskToken}
          </strong>
          {part}
        </Fragment>
      ))}
    </p>
  )
}
