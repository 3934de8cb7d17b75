import { Inspector } from '../features/inspect/inspector.tsx'
import type { OpenedModel } from '../protocol/calls.ts'
import { decodingSentences } from '../protocol/decoding-words.ts'
import type { ExportFile, Manifest } from '../protocol/manifest.ts'
import { Fact, Facts } from '../ui/facts.tsx'
import { formatSize } from '../ui/format.ts'
import { filesThatRun, layoutWords, runtimeWords } from './export-words.ts'
import { keptWords } from './kept-words.ts'

interface ExportFactsProps {
  manifest: Manifest
  opened: OpenedModel
}

/** What was found in the export, why it was taken for what it is, and what exactly runs. */
export function ExportFacts({ manifest, opened }: ExportFactsProps) {
  const { model } = opened
  return (
    <div className="pt-1 pb-4">
      <Facts>
        <Fact name="Layout">{layoutWords[manifest.layout]}</Fact>
        <Fact name="Why">
          <Lines of={manifest.reasons} />
        </Fact>
        {manifest.notes !== undefined && manifest.notes.length > 0 && (
          <Fact name="Good to know">
            <Lines of={manifest.notes} />
          </Fact>
        )}
        <Fact name="Model file">
          <bdi className="text-ink">{model.path}</bdi>
          {model.why !== undefined && <>: {model.why}</>}
        </Fact>
        <Fact name="Files">
          <ul className="space-y-1">
            {filesThatRun(manifest, model.path).map((file) => (
              <FileLine key={file.path} file={file} />
            ))}
          </ul>
        </Fact>
        <Fact name="Kept">{keptWords(opened.kept)}</Fact>
        <Fact name="Runtime">{runtimeWords(opened.runtime)}</Fact>
        {opened.runtime.decoding !== undefined && (
          <Fact name="From token to token">
            <Lines of={decodingSentences(opened.runtime.decoding)} />
          </Fact>
        )}
        {manifest.licence !== undefined && <Fact name="Licence">{manifest.licence}</Fact>}
      </Facts>
      <div className="mt-3 border-t border-line">
        <Inspector manifest={running(manifest, model.path)} />
      </div>
    </div>
  )
}

/** Its own words, so the same one may come twice. */
function Lines({ of: lines }: { of: readonly string[] }) {
  return (
    <ul className="space-y-0.5">
      {lines.map((line, index) => (
        <li key={index}>
          <bdi>{line}</bdi>
        </li>
      ))}
    </ul>
  )
}

function FileLine({ file: { path, sizeBytes, sha256 } }: { file: ExportFile }) {
  return (
    <li className="num">
      <bdi className="text-ink">{path}</bdi> ·{' '}
      {sizeBytes === undefined ? 'size not known' : formatSize(sizeBytes)} ·{' '}
      {sha256 === undefined ? (
        'not verified: its hash is not known'
      ) : (
        <>
          sha256 <code className="font-mono text-xs">{sha256}</code>
        </>
      )}
    </li>
  )
}

/** Where the worker had a choice, what it chose is what is looked into. */
function running(manifest: Manifest, model: string): Manifest {
  return manifest.variants === undefined ? manifest : { ...manifest, pinned: model }
}
