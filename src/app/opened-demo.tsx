import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { CorrectExport } from '../features/correct/correct-export.tsx'
import { Detected } from '../features/open-model/detected.tsx'
import { OpeningBar, type Opening } from '../features/open-model/opening-bar.tsx'
import { asVitrineError } from '../protocol/errors.ts'
import type { Runtime } from '../protocol/runtime.ts'
import type { Described } from '../protocol/source.ts'
import type { VitrineJson } from '../protocol/vitrine-json.ts'
import { describedOptions } from '../queries/described.ts'
import { useLoader } from '../queries/loader-context.ts'
import { useOpenedExports } from '../queries/opened-context.ts'
import type { OpenedExport } from '../queries/opened-exports.ts'
import { DemoBody } from './demo-page.tsx'

interface OpenedDemoProps {
  opened: OpenedExport
  described: Described
  runtime: Runtime
  /** Where it came from, in words. */
  from: string
}

/** The demo of an opened export, with what was found and the means to correct it. */
export function OpenedDemo({ opened, described, runtime, from }: OpenedDemoProps) {
  const { id, source, corrections } = opened
  const { manifest, models } = described
  const client = useQueryClient()
  const loader = useLoader()
  const exports = useOpenedExports()
  const [opening, setOpening] = useState<Opening>({ status: 'idle' })

  /** What is shown stays until it is known that the corrections will do. */
  async function correct(next: VitrineJson) {
    setOpening({ status: 'busy', name: 'it with your corrections' })
    try {
      await client.fetchQuery(describedOptions(loader, id, source, next))
      exports.correct(id, next)
      setOpening({ status: 'idle' })
    } catch (thrown) {
      const error = asVitrineError(thrown)
      setOpening(error.code === 'aborted' ? { status: 'idle' } : { status: 'failed', error })
    }
  }

  return (
    <DemoBody
      task={manifest.task}
      manifest={manifest}
      runtime={runtime}
      from={from}
      models={models}
      onModel={(model) => void correct({ ...corrections, model })}
      found={<Detected manifest={manifest} />}
    >
      <div className="mb-6 border-y border-line">
        <CorrectExport
          described={described}
          corrections={corrections}
          onCorrect={(next) => void correct(next)}
        />
      </div>
      <OpeningBar
        opening={opening}
        onCancel={loader.describing.cancel}
        onDismiss={() => setOpening({ status: 'idle' })}
      />
    </DemoBody>
  )
}
