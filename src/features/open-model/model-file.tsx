import type { OpenedModel } from '../../protocol/calls.ts'
import type { Manifest, ModelVariant } from '../../protocol/manifest.ts'
import { Field } from '../../ui/field.tsx'
import { formatSize } from '../../ui/format.ts'
import { Select } from '../../ui/select.tsx'

interface ModelFileProps {
  manifest: Manifest
  /** Every `.onnx` of the export. */
  models: readonly string[]
  /** What runs, once it does. */
  running: OpenedModel['model'] | undefined
  /** Undefined: let the device decide. */
  onPin(variant: string | undefined): void
  onModel(path: string): void
}

const automatic = 'automatic'

/** Which of several model files runs, and why. Nothing where there is no choice. */
export function ModelFile({ manifest, models, running, onPin, onModel }: ModelFileProps) {
  const { variants = [], pinned, model } = manifest
  const variantPaths = new Set(variants.map((variant) => variant.model))
  const isOneOfSeveral = variants.length > 1
  const others = models.filter((path) => !variantPaths.has(path))
  const alone = isOneOfSeveral ? [] : [model]
  const listed = [...new Set([...alone, ...others])]
  if (listed.length + variants.length < 2) return null

  const options: (readonly [string, string])[] = [
    ...(isOneOfSeveral ? [[automatic, 'Automatic'] as const] : []),
    ...(isOneOfSeveral ? variants.map((one) => [one.model, variantWords(one)] as const) : []),
    ...listed.map((path) => [path, path] as const),
  ]
  return (
    <Field label="Model file" hint={whyWords(running)}>
      {(links) => (
        <Select
          {...links}
          value={isOneOfSeveral ? (pinned ?? automatic) : model}
          options={options}
          onChange={(value) => {
            if (value === automatic) onPin(undefined)
            else if (variantPaths.has(value)) onPin(value)
            else onModel(value)
          }}
        />
      )}
    </Field>
  )
}

function variantWords({ model, precision, files }: ModelVariant): string {
  const sizes = files.map(({ sizeBytes }) => sizeBytes)
  const known = sizes.filter((size) => size !== undefined)
  const size = known.length === sizes.length ? known.reduce((sum, one) => sum + one, 0) : undefined
  return [model, precision, size === undefined ? undefined : formatSize(size)]
    .filter((part) => part !== undefined)
    .join(' · ')
}

function whyWords(running: OpenedModel['model'] | undefined): string | undefined {
  if (running === undefined) return undefined
  const what = `Runs ${running.path}`
  return running.why === undefined ? what : `${what}: ${running.why}`
}
