import { useState } from 'react'
import { firstDraft } from '../features/text-generation/first-form.ts'
import { TextGeneration } from '../features/text-generation/text-generation.tsx'
import type { DemoProps } from './demo-props.ts'

/** A language model that goes on from a text. */
export function TextDemo(props: DemoProps<'text-generation'>) {
  const [draft, setDraft] = useState(() => firstDraft(props.manifest, props.shared))
  return <TextGeneration {...props} draft={draft} onDraft={setDraft} />
}
