import { useState } from 'react'
import type { VitrineError } from '../../protocol/errors.ts'
import { describeError } from '../../protocol/messages.ts'
import { Alert } from '../../ui/alert.tsx'
import { Announcer } from '../../ui/announcer.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { choiceAt, type Exhibit } from './exhibit.ts'
import { generationJson } from './generation-json.ts'
import { NextToken } from './next-token.tsx'
import { TokenText } from './token-text.tsx'
import { announcement, finishWords, speedWords } from './words.ts'

interface OutputPanelProps {
  exhibit: Exhibit
  error: VitrineError | undefined
  contextLength: number
  stopTokenIds: readonly number[]
}

export function OutputPanel({ exhibit, error, contextLength, stopTokenIds }: OutputPanelProps) {
  // Another run starts with no token looked at.
  const [looked, setLooked] = useState<{ runId: number; position: number | undefined }>()
  const runId = exhibit.kind === 'live' ? exhibit.id : 0
  const position = looked?.runId === runId ? looked.position : undefined
  const setPosition = (next: number | undefined) => setLooked({ runId, position: next })
  const finish = finishWords(exhibit, contextLength)
  const json = generationJson(exhibit)
  return (
    <Panel
      title="Output"
      isRegion
      foot={
        <>
          {/* Its numbers change several times a second: to be looked up, not to be read out. */}
          <output aria-label="Speed" aria-live="off">
            {speedWords(exhibit)}
          </output>
          <CopyButton text={json === undefined ? undefined : () => json}>Copy JSON</CopyButton>
        </>
      }
    >
      {error !== undefined && <Alert {...describeError(error)} detail={error.detail} />}
      <div className="grow">
        {exhibit.kind === 'nothing' ? (
          <p className="max-w-prose text-prose text-pretty text-muted">
            Press Generate, and the model goes on from your prompt, here, one token after the other.
          </p>
        ) : (
          <TokenText exhibit={exhibit} position={position} onPosition={setPosition} />
        )}
        {finish !== undefined && <p className="mt-4 text-note text-muted">{finish}</p>}
      </div>
      {exhibit.kind === 'live' && (
        <NextToken
          choice={choiceAt(exhibit, position)}
          position={position}
          count={exhibit.steps.length}
          stopTokenIds={stopTokenIds}
          onPosition={setPosition}
        />
      )}
      <Announcer message={announcement(exhibit, contextLength)} />
    </Panel>
  )
}
