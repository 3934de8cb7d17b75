import { describe, expect, it } from 'vitest'
import { readExport } from '../../exports/read-export.ts'
import { graphOf, memoryFolder } from '../../testing/memory-folder.ts'
import { vitrineFile } from './corrections.ts'
import { draftOf } from './draft.ts'
import { readDraft } from './read-draft.ts'

const yunet = Object.fromEntries(
  Object.entries({ cls: 1, obj: 1, bbox: 4, kps: 10 }).flatMap(([name, width]) =>
    [8, 16, 32].map((stride) => [`${name}_${stride}`, [1, (320 / stride) ** 2, width]]),
  ),
)

describe('the vitrine.json that is offered for what was guessed', () => {
  it.each<[string, Parameters<typeof graphOf>]>([
    ['YOLOX', [{ images: [1, 3, 416, 416] }, { output: [1, 3549, 85] }]],
    ['a YOLO of open size', [{ x: ['b', 3, 'h', 'w'] }, { y: ['b', 84, 'n'] }]],
    ['YuNet', [{ input: [1, 3, 320, 320] }, yunet]],
    ['DETR', [{ x: [1, 3, 'h', 'w'] }, { logits: [1, 9, 92], pred_boxes: [1, 9, 4] }]],
    ['UltraFace', [{ x: [1, 3, 240, 320] }, { scores: [1, 4420, 2], boxes: [1, 4420, 4] }]],
    [
      'BlazeFace',
      [
        { x: [1, 128, 128, 3] },
        { a: [1, 512, 1], b: [1, 384, 1], c: [1, 512, 16], d: [1, 384, 16] },
      ],
    ],
    ['instances', [{ x: [1, 3, 640, 640] }, { a: [1, 116, 8400], b: [1, 32, 160, 160] }]],
    ['one map a class', [{ x: [1, 3, 64, 64] }, { y: [1, 21, 64, 64] }]],
    ['one map', [{ x: [1, 64, 64, 3] }, { mask: [1, 64, 64, 1] }]],
    ['a larger picture', [{ x: [1, 3, 'h', 'w'] }, { y: [1, 3, 'H', 'W'] }]],
    ['a classifier', [{ x: [1, 3, 224, 224] }, { y: [1, 1000] }]],
  ])('says %s whole, and leaves nothing to guess', async (_, graph) => {
    const files = { 'net.onnx': graphOf(...graph) }
    const guessed = await readExport(memoryFolder(files))
    expect(guessed.guessed).toContain('task')
    const { values, problems } = readDraft(draftOf(guessed))
    expect(problems).toEqual({})
    const described = { manifest: guessed, models: ['net.onnx'], author: {} }
    const said = vitrineFile(described, values, values, 'schema.json')
    const settled = await readExport(memoryFolder({ ...files, 'vitrine.json': said }))
    const { guessed: _guessed, notes: _notes, reasons: _reasons, ...same } = guessed
    expect(settled).toMatchObject(same)
    expect(settled.guessed).toBeUndefined()
    expect(settled.notes).toBeUndefined()
  })
})
