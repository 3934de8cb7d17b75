import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { GraphFacts } from '../../protocol/graph.ts'
import type { Manifest } from '../../protocol/manifest.ts'
import type {
  ImageSegmentationManifest,
  ImageToImageManifest,
  ObjectDetectionManifest,
} from '../../protocol/picture-manifests.ts'
import { buildPictures } from '../../testing/builders.ts'
import { FakeEngine } from '../../testing/fake-engine.ts'
import { renderPart } from '../../testing/render-part.tsx'
import { CorrectExport } from './correct-export.tsx'

const { output: _output, ...pictures } = buildPictures({ labels: ['car', 'dog'] })

const detector: ObjectDetectionManifest = {
  ...pictures,
  task: 'object-detection',
  head: {
    kind: 'yolo',
    output: 'output',
    axes: 'boxes-first',
    objectness: true,
    strides: [8, 16, 32],
  },
  thresholds: { confidence: 0.3, iou: 0.45 },
  preprocessing: {
    ...pictures.preprocessing,
    resize: { mode: 'fit', anchor: 'top-left', pad: 114 },
    colours: 'BGR',
  },
}
const selfie: ImageSegmentationManifest = {
  ...pictures,
  task: 'image-segmentation',
  head: { kind: 'matte', output: 'mask', layout: 'NHWC', activation: 'none' },
  thresholds: { confidence: 0.5, iou: 0.45 },
}
const { labels: _labels, ...unnamed } = pictures
const larger: ImageToImageManifest = {
  ...unnamed,
  task: 'image-to-image',
  output: { name: 'y', layout: 'NCHW', gives: 'picture', white: 1, colours: 'RGB' },
}

async function openForm(manifest: Manifest) {
  const onCorrect = vi.fn()
  const engine = new FakeEngine()
  const { user } = renderPart(
    engine,
    <CorrectExport
      described={{ manifest, models: [manifest.model], author: {} }}
      corrections={{}}
      onCorrect={onCorrect}
    />,
  )
  await user.click(screen.getByText('Correct what was detected'))
  await screen.findByRole('combobox', { name: 'Task' })
  return { user, onCorrect, engine, apply: () => user.click(button('Apply')) }
}

async function outputsOf(engine: FakeEngine, names: readonly string[]) {
  await waitFor(() => expect(engine.inspections.length).toBeGreaterThan(0))
  const outputs = names.map((name) => ({ name, type: 'float32', dims: [1, 2], isTensor: true }))
  const graph: GraphFacts = {
    sizeBytes: 1,
    irVersion: 8,
    producer: '',
    name: '',
    description: '',
    opsets: [],
    inputs: [],
    outputs,
    metadata: [],
    initialisers: [],
    external: [],
    operators: [],
    parameters: 0,
    weightBytes: 0,
    functions: [],
  }
  engine.inspections.at(-1)?.answer(graph)
}

const button = (name: string) => screen.getByRole('button', { name })
const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name })
const number = (name: string) => screen.getByRole<HTMLInputElement>('spinbutton', { name })
const choice = (name: string) => screen.getByRole<HTMLSelectElement>('combobox', { name })
const optionsOf = (name: string) =>
  within(choice(name))
    .getAllByRole('option')
    .map(({ textContent }) => textContent)

describe('correcting a detector', () => {
  it('shows how its boxes are written down and how pictures go in', async () => {
    await openForm({ ...detector, guessed: ['detection.head', 'preprocessing.pad'] })
    expect(choice('Boxes are written as').value).toBe('yolo')
    expect(choice('Objectness').value).toBe('yes')
    expect(field('Strides of its grids').value).toBe('8, 16, 32')
    expect(choice('Resize').value).toBe('fit')
    expect(choice('Place').value).toBe('top-left')
    expect(number('Fill up with grey').value).toBe('114')
    expect(choice('Colours').value).toBe('BGR')
    const marks = (element: HTMLElement) =>
      (element.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent)
    expect(marks(choice('Boxes are written as'))).toContain('guessed')
    expect(marks(number('Fill up with grey'))).toContain('guessed')
    expect(marks(choice('Place'))).not.toContain('guessed')
    expect(button('Apply')).toHaveProperty('disabled', true)
  })

  it('applies another head with the outputs that the graph has', async () => {
    const { user, onCorrect, engine, apply } = await openForm(detector)
    await user.selectOptions(choice('Boxes are written as'), 'SSD: scores and corners')
    expect(screen.queryByRole('textbox', { name: 'Strides of its grids' })).toBeNull()
    await outputsOf(engine, ['confidences', 'corners'])
    await waitFor(() =>
      expect(optionsOf('Output with the scores')).toEqual([
        'As the graph looks',
        'confidences',
        'corners',
      ]),
    )
    await user.selectOptions(choice('Output with the scores'), 'confidences')
    await user.clear(number('Confidence from'))
    await user.type(number('Confidence from'), '0.6')
    await apply()
    expect(onCorrect).toHaveBeenCalledWith({
      detection: { head: 'ssd', scores: 'confidences', confidence: 0.6 },
    })
  })

  it('can take back that boxes count from cells', async () => {
    const { user, onCorrect, apply } = await openForm(detector)
    await user.clear(field('Strides of its grids'))
    await apply()
    expect(onCorrect).toHaveBeenCalledWith({ detection: { strides: [] } })
  })

  it('says how logits of queries become scores', async () => {
    const { user, onCorrect, apply } = await openForm({
      ...detector,
      head: { kind: 'detr', logits: 'logits', boxes: 'pred_boxes', scores: 'softmax' },
    })
    await user.selectOptions(choice('Logits become scores by'), 'Sigmoid, each by itself')
    await apply()
    expect(onCorrect).toHaveBeenCalledWith({ scores: 'sigmoid' })
  })

  it('says what is wrong below the field', async () => {
    const { user, onCorrect, apply } = await openForm(detector)
    await user.clear(number('Overlap at most (IoU)'))
    await user.type(number('Overlap at most (IoU)'), '1.5')
    await user.clear(field('Strides of its grids'))
    await user.type(field('Strides of its grids'), '8, x')
    await apply()
    expect(screen.getByText('It must be a number from 0 to 1.')).toBeTruthy()
    expect(screen.getByText(/whole numbers, such as 8, 16, 32/)).toBeTruthy()
    expect(onCorrect).not.toHaveBeenCalled()
  })
})

describe('correcting a model that segments', () => {
  it('changes what its one map means', async () => {
    const { user, onCorrect, apply } = await openForm(selfie)
    expect(choice('Parts are written as').value).toBe('matte')
    await user.selectOptions(choice('Its values'), 'Are logits (sigmoid)')
    await apply()
    expect(onCorrect).toHaveBeenCalledWith({ segmentation: { activation: 'sigmoid' } })
  })

  it('can be given one map a class, of which one is the background', async () => {
    const { user, onCorrect, apply } = await openForm(selfie)
    await user.selectOptions(choice('Parts are written as'), 'One map a class')
    await user.type(number('Class of the background'), '0')
    await apply()
    expect(onCorrect).toHaveBeenCalledWith({ segmentation: { head: 'semantic', background: 0 } })
  })
})

describe('correcting a model that makes pictures', () => {
  it('changes what is white in them, and has no labels', async () => {
    const { user, onCorrect, apply } = await openForm(larger)
    expect(screen.queryByRole('textbox', { name: 'Labels' })).toBeNull()
    await user.clear(number('White in it'))
    await user.type(number('White in it'), '255')
    await apply()
    expect(onCorrect).toHaveBeenCalledWith({ image: { white: 255 } })
  })
})

describe('correcting a classifier of pictures', () => {
  it('can say that several classes hold at once, and from when on', async () => {
    const { user, onCorrect, apply } = await openForm(buildPictures())
    expect(screen.queryByRole('spinbutton', { name: 'Holds from' })).toBeNull()
    await user.selectOptions(choice('What holds'), 'Each by itself (sigmoid)')
    await user.clear(number('Holds from'))
    await user.type(number('Holds from'), '0.3')
    await apply()
    expect(onCorrect).toHaveBeenCalledWith({ scores: 'sigmoid', threshold: 0.3 })
  })

  it('can become a detector that is read as its graph looks', async () => {
    const { user, onCorrect, apply } = await openForm(buildPictures())
    await user.selectOptions(choice('Task'), 'Object detection')
    expect(choice('Boxes are written as').value).toBe('')
    await user.selectOptions(choice('Resize'), 'To fit in, then fill up')
    await user.selectOptions(choice('Colours'), 'BGR, blue first (OpenCV)')
    await user.clear(field('Behind transparent parts'))
    await user.type(field('Behind transparent parts'), '0, 0, 0')
    await apply()
    expect(onCorrect).toHaveBeenCalledWith({
      task: 'object-detection',
      detection: { confidence: 0.25, iou: 0.45 },
      preprocessing: {
        resize: 'fit',
        anchor: 'centre',
        pad: 114,
        colours: 'BGR',
        background: [0, 0, 0],
      },
    })
  })

  it('names the longer side that pictures of any shape have at most', async () => {
    const { user, onCorrect, apply } = await openForm(buildPictures())
    await user.selectOptions(choice('Resize'), 'Shorter side, any shape')
    await user.clear(number('Shorter side'))
    await user.type(number('Shorter side'), '800')
    await user.clear(number('Longer side at most'))
    await user.type(number('Longer side at most'), '700')
    expect(screen.getByText(/not less than the shorter side/)).toBeTruthy()
    await user.clear(number('Longer side at most'))
    await user.type(number('Longer side at most'), '1333')
    await apply()
    expect(onCorrect).toHaveBeenCalledWith({
      preprocessing: { resize: 'within', shorterSide: 800, longerSide: 1333 },
    })
  })
})
