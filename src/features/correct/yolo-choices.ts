import type { Choices } from './entry-fields.tsx'
import type { DetectionDraft } from './head-drafts.ts'

export const axes: Choices<DetectionDraft['axes']> = [
  ['values-first', 'Values, then boxes (v8 and later)'],
  ['boxes-first', 'Boxes, then values'],
]
export const yesOrNo: Choices<DetectionDraft['objectness']> = [
  ['no', 'No'],
  ['yes', 'Yes (v5, YOLOX)'],
]
