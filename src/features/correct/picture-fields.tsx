import type { Manifest, Task } from '../../protocol/manifest.ts'
import type { FieldsProps } from './common-fields.tsx'
import { DetectionFields } from './detection-fields.tsx'
import type { Draft } from './draft.ts'
import { ImageFields } from './image-fields.tsx'
import { MadeFields } from './made-fields.tsx'
import { SegmentationFields } from './segmentation-fields.tsx'

const pictureTasks: ReadonlySet<Task> = new Set([
  'image-classification',
  'object-detection',
  'image-segmentation',
  'image-to-image',
])

export function takesPictures(task: Task): boolean {
  return pictureTasks.has(task)
}

interface PictureFieldsProps extends FieldsProps<Draft> {
  manifest: Manifest
}

/** What comes out of a model that takes a picture, and how the picture goes in. */
export function PictureFields({ draft, onChange, ...more }: PictureFieldsProps) {
  const { task, image, detection, segmentation, made } = draft
  const { manifest: _, ...shared } = more
  return (
    <>
      {task === 'object-detection' && (
        <DetectionFields
          {...more}
          draft={detection}
          onChange={(part) => onChange({ detection: { ...detection, ...part } })}
        />
      )}
      {task === 'image-segmentation' && (
        <SegmentationFields
          {...more}
          draft={segmentation}
          onChange={(part) => onChange({ segmentation: { ...segmentation, ...part } })}
        />
      )}
      {task === 'image-to-image' && (
        <MadeFields
          {...more}
          draft={made}
          onChange={(part) => onChange({ made: { ...made, ...part } })}
        />
      )}
      <ImageFields
        {...shared}
        task={task}
        draft={image}
        onChange={(part) => onChange({ image: { ...image, ...part } })}
      />
    </>
  )
}
