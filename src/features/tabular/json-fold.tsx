import { useId, useState } from 'react'
import { OpeningFold } from '../../ui/opening-fold.tsx'
import { TextArea } from '../../ui/text-field.tsx'

interface JsonFoldProps {
  json: string
  /** What is wrong with it, as a sentence. */
  problem: string | undefined
  /** What stands there came as JSON, and will not do. */
  isWanted: boolean
  onChange(json: string): void
}

/** The same row as programs send it. What is typed here is in the fields, and the other way round. */
export function JsonFold({ json, problem, isWanted, onChange }: JsonFoldProps) {
  const [isOpen, setIsOpen] = useState(isWanted)
  const id = useId()
  return (
    <OpeningFold title="Edit as JSON" isOpen={isOpen} onToggle={setIsOpen}>
      {() => (
        <div className="grid gap-1">
          <label htmlFor={id} className="text-note font-medium">
            Row as JSON
          </label>
          <div className="font-mono">
            <TextArea
              id={id}
              value={json}
              rows={Math.min(24, Math.max(6, json.split('\n').length))}
              spellCheck={false}
              autoComplete="off"
              autoCapitalize="off"
              isInvalid={problem !== undefined}
              aria-describedby={problem === undefined ? undefined : `${id}-problem`}
              onChange={onChange}
            />
          </div>
          {problem !== undefined && (
            <p id={`${id}-problem`} className="num text-note wrap-anywhere text-danger">
              {problem}
            </p>
          )}
        </div>
      )}
    </OpeningFold>
  )
}
