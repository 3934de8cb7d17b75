import { useState } from 'react'
import type { TableExample } from '../../protocol/table-manifests.ts'
import { Button } from '../../ui/button.tsx'
import { ExampleChips } from '../../ui/example-chips.tsx'
import { plural } from '../../ui/format.ts'
import { Panel } from '../../ui/panel.tsx'
import { FeatureField } from './feature-field.tsx'
import { FileButton } from './file-button.tsx'
import { mayMissOf, valueIn, type Draft, type TableManifest } from './row.ts'

interface RowPanelProps {
  manifest: TableManifest
  draft: Draft
  /** Of the fields that are to be marked. */
  problems: ReadonlyMap<string, string>
  /** Worth a button that ends it. */
  isSlow: boolean
  /** The answer to this very row in a few words, where there is one. */
  brief: string | undefined
  /** The answer comes by itself. */
  isLive: boolean
  onChange(name: string, value: unknown): void
  onPredict(): void
  onStop(): void
  onChoose(example: TableExample): void
  onFile: ((file: File) => void) | undefined
}

/** A model may have hundreds of features; the rest is a press away. */
const shownAtOnce = 60

export function RowPanel(props: RowPanelProps) {
  const {
    manifest,
    draft,
    problems,
    isSlow,
    brief,
    isLive,
    onChange,
    onPredict,
    onStop,
    onChoose,
    onFile,
  } = props
  const { features, examples } = manifest
  const [isWhole, setIsWhole] = useState(features.length <= shownAtOnce)
  const hidden = features.slice(shownAtOnce)
  // A field that is wrong is never one that cannot be seen.
  const isShort = !isWhole && !hidden.some(({ name }) => problems.has(name))
  const mayMiss = mayMissOf(manifest)
  // Said once where it is true of all.
  const isAllOptional = features.length > 1 && features.every(({ name }) => mayMiss(name))
  return (
    <Panel
      title="Features"
      aside={
        isAllOptional && <span className="text-note text-muted">Any of them may be empty</span>
      }
    >
      <form
        noValidate
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault()
          onPredict()
        }}
      >
        <div className="grid gap-4">
          {(isShort ? features.slice(0, shownAtOnce) : features).map((feature) => (
            <FeatureField
              key={feature.name}
              feature={feature}
              value={valueIn(draft, feature.name)}
              problem={problems.get(feature.name)}
              isOptional={mayMiss(feature.name)}
              saysOptional={!isAllOptional}
              onChange={onChange}
            />
          ))}
          {isShort && (
            <Button className="justify-self-start" onClick={() => setIsWhole(true)}>
              Show {plural(hidden.length, 'more feature')}
            </Button>
          )}
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" look="primary">
            Predict
          </Button>
          {isSlow && <Button onClick={onStop}>Stop</Button>}
          {isLive && !isSlow && (
            <p className="ml-1 text-note text-muted max-md:hidden">
              The answer follows what you change
            </p>
          )}
          {/* Where the output lies below the edge of the screen; it is said there. */}
          <p aria-hidden="true" className="num ml-1 min-w-0 font-medium wrap-anywhere md:hidden">
            {brief}
          </p>
          {onFile && <FileButton onFile={onFile} />}
        </div>
      </form>
      <ExampleChips examples={examples} onChoose={onChoose} />
    </Panel>
  )
}
