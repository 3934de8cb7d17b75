import type { KeyboardEvent } from 'react'
import type { TextGenerationManifest } from '../../protocol/manifest.ts'
import { describeError } from '../../protocol/messages.ts'
import { Alert } from '../../ui/alert.tsx'
import { Announcer } from '../../ui/announcer.tsx'
import { calmStep } from '../../ui/calm-step.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { choiceAt } from '../../ui/tokens/choice.ts'
import { NextToken } from '../../ui/tokens/next-token.tsx'
import { useLookedAt } from '../../ui/tokens/use-looked-at.ts'
import { BranchList } from './branch-list.tsx'
import { branchOf } from './branch.ts'
import { ExhibitText } from './exhibit-text.tsx'
import {
  branchPlaceOf,
  givenOf,
  promptOf,
  tokensOf,
  type Exhibit,
  type LiveExhibit,
  type Subject,
} from './exhibit.ts'
import { exhibitJson } from './exhibit-json.ts'
import { RunCosts } from './run-costs.tsx'
import { SurpriseLegend } from './surprise-legend.tsx'
import type { Texts } from './use-texts.ts'
import { announcement, finishWords, speedWords } from './words.ts'

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
  // A branch is looked at where it begins.
  const looked = useLookedAt(live?.id ?? 0, tokens.length, live && branchPlaceOf(live))
  const { position } = looked
  const choice = live && choiceAt(shownOf(live, tokens), position)
  const prompt = live && promptOf(live)
  const finish = finishWords(exhibit, contextLength)
  const json = exhibitJson(exhibit)

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape' && live?.progress === 'writing') onStop()
    looked.onKeyDown(event)
  }

  /** What goes on from where the text is looked at; behind its end only once that has been reached. */
  function branchTo(index: number): (() => void) | undefined {
    const chosen = choice?.candidates[index]
    if (live === undefined || chosen === undefined) return undefined
    if (position === undefined && live.progress === 'writing') return undefined
    const subject = branchOf(live, looked.place, chosen)
    return subject && (() => onBranch(subject))
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
          {prompt !== undefined && <RunCosts prompt={prompt} result={live?.result} />}
        </>
      }
    >
      {error !== undefined && <Alert {...describeError(error)} detail={error.detail} />}
      {branches.length > 1 && live !== undefined && (
        <BranchList branches={branches} shownId={live.id} onShow={onShow} />
      )}
      <div className="grow">
        {exhibit.kind === 'nothing' ? (
          <p className="max-w-prose text-prose text-pretty text-muted">
            Press Generate, and the model {isAnswer ? 'answers' : 'goes on from'} your prompt, here,
            one token after the other.
          </p>
        ) : (
          <ExhibitText
            exhibit={exhibit}
            isAnswer={isAnswer}
            isColoured={isColoured}
            looked={looked}
            onKeyDown={onKeyDown}
          />
        )}
        {finish !== undefined && (
          <p className={`mt-4 text-pretty ${isScore ? '' : 'text-note text-muted'}`}>{finish}</p>
        )}
      </div>
      {isColoured && live !== undefined && <SurpriseLegend />}
      {live !== undefined && (
        <NextToken
          choice={choice}
          position={position}
          count={tokens.length}
          firstWritten={givenOf(live).length}
          stopTokenIds={stopTokenIds}
          onPosition={looked.set}
          onKeyDown={onKeyDown}
          branchTo={branchTo}
        />
      )}
      <Announcer message={announcement(exhibit, contextLength)} />
    </Panel>
  )
}

/** What there is to be looked at. */
function shownOf({ steps, result }: LiveExhibit, tokens: ReturnType<typeof tokensOf>) {
  return { tokens, next: result?.candidates, latest: calmStep(steps) }
}
