import { lazy, Suspense, useEffect, useState, type KeyboardEvent } from 'react'
import type { TextGenerationManifest } from '../../protocol/manifest.ts'
import { describeError } from '../../protocol/messages.ts'
import { Alert } from '../../ui/alert.tsx'
import { Announcer } from '../../ui/announcer.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { branchOf, choiceAt } from './choice.ts'
import { branchPlaceOf, givenOf, tokensOf, type Exhibit, type Subject } from './exhibit.ts'
import { generationJson } from './generation-json.ts'
import { NextTokenSkeleton } from './next-token-skeleton.tsx'
import { stepKey } from './step-key.ts'
import { TokenText } from './token-text.tsx'
import type { Texts } from './use-texts.ts'
import { announcement, finishWords, speedWords } from './words.ts'

// None of these is needed before a model has written something.
const loadNextToken = () =>
  import('./next-token.tsx').then(({ NextToken: found }) => ({ default: found }))
const NextToken = lazy(loadNextToken)
const BranchList = lazy(() =>
  import('./branch-list.tsx').then(({ BranchList: found }) => ({ default: found })),
)
const SurpriseLegend = lazy(() =>
  import('./surprise-legend.tsx').then(({ SurpriseLegend: found }) => ({ default: found })),
)
const RunCosts = lazy(() =>
  import('./run-costs.tsx').then(({ RunCosts: found }) => ({ default: found })),
)

interface OutputPanelProps extends Pick<Texts, 'branches' | 'error'> {
  manifest: TextGenerationManifest
  exhibit: Exhibit
  isColoured: boolean
  onColour(isColoured: boolean): void
  onBranch(subject: Subject): void
  onShow(id: number): void
  onStop(): void
}

export function OutputPanel(props: OutputPanelProps) {
  const { manifest, exhibit, branches, error, isColoured } = props
  const { onColour, onBranch, onShow, onStop } = props
  const { contextLength, stopTokenIds } = manifest
  const isAnswer = manifest.encoder !== undefined
  const live = exhibit.kind === 'live' ? exhibit : undefined
  const isScore = live?.subject.purpose === 'score'
  const tokens = live === undefined ? [] : tokensOf(live)
  const [position, setPosition] = useLookedAt(live, tokens.length)
  const place = position ?? tokens.length
  const finish = finishWords(exhibit, contextLength)
  const json = generationJson(exhibit)

  useEffect(() => {
    loadNextToken().catch(() => {})
  }, [])

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape' && live?.progress === 'writing') onStop()
    const next = stepKey(event, place, tokens.length)
    if (next === undefined) return
    event.preventDefault()
    setPosition(next === tokens.length ? undefined : next)
  }

  return (
    <Panel
      title="Output"
      isRegion
      aside={
        live !== undefined && (
          <label className="flex min-h-9 cursor-pointer items-center gap-2 text-note text-muted pointer-coarse:min-h-11">
            <input
              type="checkbox"
              // oxlint-disable-next-line jsx-a11y/role-has-required-aria-props -- the element itself says whether it is on
              role="switch"
              checked={isColoured}
              onChange={(event) => onColour(event.target.checked)}
              className="size-4 cursor-pointer accent-accent"
            />
            Colour by surprise
          </label>
        )
      }
      foot={
        <>
          {/* Its numbers change several times a second: to be looked up, not to be read out. */}
          <output aria-label="Speed" aria-live="off">
            {speedWords(exhibit)}
          </output>
          <CopyButton text={json === undefined ? undefined : () => json}>Copy JSON</CopyButton>
          {live?.result !== undefined && (
            <Suspense>
              <RunCosts result={live.result} />
            </Suspense>
          )}
        </>
      }
    >
      {error !== undefined && <Alert {...describeError(error)} detail={error.detail} />}
      {branches.length > 1 && live !== undefined && (
        <Suspense>
          <BranchList branches={branches} shownId={live.id} onShow={onShow} />
        </Suspense>
      )}
      <div className="grow">
        {exhibit.kind === 'nothing' ? (
          <p className="max-w-prose text-prose text-pretty text-muted">
            Press Generate, and the model {isAnswer ? 'answers' : 'goes on from'} your prompt, here,
            one token after the other.
          </p>
        ) : (
          <TokenText
            exhibit={exhibit}
            isAnswer={isAnswer}
            isColoured={isColoured}
            position={position}
            onPosition={setPosition}
            onKeyDown={onKeyDown}
          />
        )}
        {finish !== undefined && (
          <p className={`mt-4 text-pretty ${isScore ? '' : 'text-note text-muted'}`}>{finish}</p>
        )}
      </div>
      {isColoured && live !== undefined && (
        <Suspense>
          <SurpriseLegend />
        </Suspense>
      )}
      {live !== undefined && (
        <Suspense fallback={<NextTokenSkeleton />}>
          <NextToken
            choice={choiceAt(live, tokens, position)}
            position={position}
            count={tokens.length}
            firstWritten={givenOf(live).length}
            stopTokenIds={stopTokenIds}
            onPosition={setPosition}
            onKeyDown={onKeyDown}
            branchTo={(candidate) =>
              position === undefined && live.progress === 'writing'
                ? undefined
                : branchOf(live, place, candidate)
            }
            onBranch={onBranch}
          />
        </Suspense>
      )}
      <Announcer message={announcement(exhibit, contextLength)} />
    </Panel>
  )
}

/** The token that is looked at: another run starts with none, and a branch with the one that it begins with. */
function useLookedAt(live: (Exhibit & { kind: 'live' }) | undefined, count: number) {
  const [looked, setLooked] = useState<{ runId: number; position: number | undefined }>()
  const runId = live?.id ?? 0
  const wanted = looked?.runId === runId ? looked.position : live && branchPlaceOf(live)
  // A run that begins again, after a lost GPU, is shorter than it was.
  const position = wanted !== undefined && wanted < count ? wanted : undefined
  const setPosition = (next: number | undefined) => setLooked({ runId, position: next })
  return [position, setPosition] as const
}
