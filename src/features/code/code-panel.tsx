import { useState } from 'react'
import type { Manifest } from '../../protocol/manifest.ts'
import type { LoggedRun } from '../../queries/run-log.ts'
import { Tabs } from '../../ui/tabs.tsx'
import { CodeTab } from './code-tab.tsx'
import type { Asked } from './snippets/asked.ts'
import { curlSnippet } from './snippets/curl.ts'
import { moduleSnippet } from './snippets/module.ts'
import { pythonSnippet } from './snippets/python/python.ts'
import type { Snippet } from './snippets/snippet.ts'
import { webSnippet } from './snippets/web/web.ts'

interface CodePanelProps {
  manifest: Manifest
  /** The latest one of this model: its input and its settings go into the code. */
  run: LoggedRun | undefined
  /** Absolute address of the site. */
  site: string
  /** The export was opened from this device. */
  isLocal: boolean
}

const tabs = [
  ['module', 'Module'],
  ['web', 'ORT Web'],
  ['python', 'Python'],
  ['curl', 'curl'],
] as const
type Key = (typeof tabs)[number][0]

const names: Record<Key, string> = {
  module: 'JavaScript with this site’s module',
  web: 'JavaScript with ONNX Runtime Web',
  python: 'Python with ONNX Runtime',
  curl: 'A call of the API with curl',
}

const makers: Record<Key, (asked: Asked) => Snippet> = {
  module: moduleSnippet,
  web: webSnippet,
  python: pythonSnippet,
  curl: curlSnippet,
}

/** What is on screen, as code: in four ways. */
export function CodePanel({ manifest, run, site, isLocal }: CodePanelProps) {
  const [current, setCurrent] = useState<Key>('module')
  const asked: Asked = { manifest, run, site, isLocal }
  return (
    <div className="min-w-0 max-sm:[&_[role=tab]]:px-2.5">
      <p className="mb-4 text-note text-muted">
        {run === undefined
          ? 'What this page does, in code, with the settings that the model comes with.'
          : 'What you ran last, in code, with its settings.'}
        {'preprocessing' in manifest && ' Put your picture in the place of the one that it names.'}
      </p>
      <Tabs<Key> name="Code" tabs={tabs} current={current} onChange={setCurrent}>
        {(key) => <CodeTab name={names[key]} asked={asked} snippet={makers[key](asked)} />}
      </Tabs>
    </div>
  )
}
