import type { Manifest } from '../../protocol/manifest.ts'
import type { FieldsProps } from './common-fields.tsx'
import { ChoiceField, CountField, type Choices } from './entry-fields.tsx'
import type { MadeDraft } from './head-drafts.ts'
import { OutputField } from './output-field.tsx'
import { useOutputNames } from './use-output-names.ts'

const kinds: Choices<MadeDraft['gives']> = [
  ['picture', 'A picture'],
  ['depth', 'How far away things are'],
]
const layouts: Choices<MadeDraft['layout']> = [
  ['NCHW', 'NCHW, channels first'],
  ['NHWC', 'NHWC, channels last'],
]
const colours: Choices<MadeDraft['colours']> = [
  ['RGB', 'RGB, red first'],
  ['BGR', 'BGR, blue first'],
]

interface MadeFieldsProps extends FieldsProps<MadeDraft> {
  manifest: Manifest
}

/** What the picture that comes out is made of. */
export function MadeFields({ manifest, draft, markOf, problemOf, onChange }: MadeFieldsProps) {
  const names = useOutputNames(manifest)
  const entry = <Name extends keyof MadeDraft>(name: Name) => ({
    value: draft[name],
    mark: markOf(`image.${name}`),
    onChange: (value: MadeDraft[Name]) => onChange({ [name]: value }),
  })
  const isPicture = draft.gives === 'picture'
  const problem = problemOf('image.white')
  return (
    <div className="grid grid-cols-2 gap-4 lg:grid-cols-4">
      <ChoiceField label="What comes out" options={kinds} {...entry('gives')} />
      <OutputField label="Output with the picture" names={names} {...entry('output')} />
      <ChoiceField label="Its order" options={layouts} {...entry('layout')} />
      {isPicture && (
        <CountField label="White in it" min={0} step="any" problem={problem} {...entry('white')} />
      )}
      {isPicture && <ChoiceField label="Its colours" options={colours} {...entry('colours')} />}
    </div>
  )
}
