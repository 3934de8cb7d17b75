import type { ReactNode } from 'react'
import type { OpenedModel } from '../protocol/calls.ts'
import type { Layout, Manifest } from '../protocol/manifest.ts'
import type { RuntimeReport } from '../protocol/runtime.ts'
import { formatDuration, formatSize } from '../ui/format.ts'

const layoutWords: Record<Layout, string> = {
  'transformer-builder': 'Transformer Builder',
  'transformer-builder-bundle': 'Transformer Builder bundle',
  'hugging-face': 'Hugging Face',
  genai: 'ONNX Runtime GenAI',
  ultralytics: 'Ultralytics',
  timm: 'timm',
  'scikit-learn': 'scikit-learn',
  graph: 'a bare .onnx file',
  vitrine: 'vitrine.json',
}

/** What was found in the export, why it was taken for what it is, and what exactly runs. */
export function AboutExport({ manifest, opened }: { manifest: Manifest; opened: OpenedModel }) {
  return (
    <details className="group text-note text-muted">
      <summary className="num flex min-h-12 cursor-pointer flex-wrap items-center justify-between gap-x-4 rounded-md marker:content-none">
        <span className="font-medium text-ink group-open:text-accent">
          <span aria-hidden="true" className="mr-2 inline-block group-open:rotate-90">
            ›
          </span>
          About this export
        </span>
        <span>
          {opened.verified ? 'checked' : 'not verified'} · ready in {formatDuration(opened.loadMs)}
        </span>
      </summary>
      <dl className="grid gap-x-8 gap-y-1 pt-1 pb-5 sm:grid-cols-[max-content_minmax(0,1fr)] sm:gap-y-3">
        <Row name="Layout">{layoutWords[manifest.layout]}</Row>
        <Row name="Why">
          <ul className="space-y-0.5">
            {manifest.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </Row>
        <Row name="Files">
          <ul className="space-y-1">
            {manifest.files.map((file) => (
              <li key={file.path} className="num">
                <span className="text-ink">{file.path}</span> ·{' '}
                {file.sizeBytes === undefined ? 'size not known' : formatSize(file.sizeBytes)} ·{' '}
                {file.sha256 === undefined ? (
                  'not verified: its hash is not known'
                ) : (
                  <>
                    sha256 <code className="font-mono text-xs wrap-anywhere">{file.sha256}</code>
                  </>
                )}
              </li>
            ))}
          </ul>
        </Row>
        <Row name="Runtime">{runtimeWords(opened.runtime)}</Row>
        {manifest.licence !== undefined && <Row name="Licence">{manifest.licence}</Row>}
      </dl>
    </details>
  )
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="font-medium text-ink not-first:mt-2 sm:mt-0!">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  )
}

function runtimeWords({ build, adapter }: RuntimeReport): string {
  const words = `ONNX Runtime Web, ${build} build`
  return adapter === undefined ? words : `${words} · ${adapter}`
}
