import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { buildClassification } from '../testing/builders.ts'
import { FakeEngine } from '../testing/fake-engine.ts'
import { alertText, findButton, openPictures } from '../testing/pictures-page.tsx'

describe('a camera', () => {
  const stopped: string[] = []
  let closed = 0

  class FakeTrack extends EventTarget {
    readyState = 'live'
    stop() {
      this.readyState = 'ended'
      stopped.push('track')
    }
    getSettings = () => ({ deviceId: 'front' })
  }
  let track = new FakeTrack()

  beforeEach(() => {
    stopped.length = 0
    closed = 0
    track = new FakeTrack()
    const stream = { getTracks: () => [track], getVideoTracks: () => [track] }
    const devices = ['front', 'back'].map((deviceId) => ({
      deviceId,
      kind: 'videoinput',
      label: `The ${deviceId} one`,
    }))
    const mediaDevices = Object.assign(new EventTarget(), {
      getUserMedia: vi.fn(async () => stream),
      enumerateDevices: async () => devices,
    })
    Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: mediaDevices })
    vi.stubGlobal(
      'VideoFrame',
      class {
        close = () => (closed += 1)
      },
    )
    vi.stubGlobal(
      'OffscreenCanvas',
      class {
        getContext = () => ({ setTransform() {}, drawImage() {} })
        convertToBlob = async () => new Blob(['last frame'], { type: 'image/png' })
      },
    )
    const { prototype } = HTMLVideoElement
    let time = 0
    vi.spyOn(prototype, 'play').mockImplementation(async () => {})
    vi.spyOn(prototype, 'pause').mockImplementation(() => {})
    Object.defineProperties(prototype, {
      videoWidth: { configurable: true, get: () => 1280 },
      videoHeight: { configurable: true, get: () => 720 },
      currentTime: { configurable: true, get: () => (time += 0.03) },
      srcObject: { configurable: true, writable: true, value: null },
    })
  })

  afterEach(() => {
    vi.restoreAllMocks()
  })

  async function start(options: Parameters<typeof openPictures>[0] = {}) {
    const page = await openPictures(options)
    await page.user.click(await findButton('Camera'))
    const video = await screen.findByLabelText('Live picture of the camera')
    await waitFor(() => expect(HTMLVideoElement.prototype.play).toHaveBeenCalled())
    fireEvent.loadedMetadata(video)
    return { ...page, video }
  }
  const asked = () =>
    (navigator.mediaDevices.getUserMedia as ReturnType<typeof vi.fn>).mock.calls.map(
      ([constraints]) => (constraints as MediaStreamConstraints).video,
    )
  const frame = { format: 'frame', width: 1280, height: 720, animated: false }
  const answer = (name: string) =>
    buildClassification({
      predictions: [{ class: name, prob: 0.9 }],
      image: frame,
      resampled: 'quick',
    })

  it('gives the model one frame at a time, quickly, and shows the answer to the latest', async () => {
    const { engine, run } = await start()
    const first = await run(0)
    expect(first.input).toMatchObject({
      image: { kind: 'frame', width: 1280, height: 720 },
      quick: true,
      topK: 3,
    })
    expect(engine.runs).toHaveLength(1)
    first.finish(answer('cup'))
    await screen.findByText('Camera, 1280 × 720')
    expect(screen.getByText(/quick resize, not Pillow’s/)).toBeTruthy()
    ;(await run(1)).finish(answer('spoon'))
    await screen.findByRole('meter', { name: 'spoon' })
    expect(closed).toBeGreaterThanOrEqual(2)
  })

  it('keeps the last frame as a picture when it is stopped, and looks at it exactly', async () => {
    const { user, run } = await start()
    ;(await run(0)).finish(answer('cup'))
    await screen.findByText('Camera, 1280 × 720')
    const under = await run(1)
    await user.click(await findButton('Stop the camera'))
    expect(under.isAborted()).toBe(true)
    const { input } = await run(2)
    expect(input).toMatchObject({ image: { name: 'camera.png' } })
    expect(input.quick).toBeUndefined()
    expect(stopped).not.toHaveLength(0)
    expect(screen.queryByLabelText('Live picture of the camera')).toBeNull()
  })

  it('is let go when another picture is given', async () => {
    const { user, run } = await start()
    ;(await run(0)).finish(answer('cup'))
    await screen.findByText('Camera, 1280 × 720')
    await user.click(await findButton(/^Frog/))
    await waitFor(() => expect(stopped).not.toHaveLength(0))
    expect(screen.queryByLabelText('Live picture of the camera')).toBeNull()
  })

  it('pauses: no frame is taken until it goes on', async () => {
    const { engine, user, run } = await start()
    ;(await run(0)).finish(answer('cup'))
    await screen.findByText('Camera, 1280 × 720')
    await user.click(await findButton('Pause'))
    const { length } = engine.runs
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(engine.runs).toHaveLength(length)
    await user.click(await findButton('Go on'))
    await run(length)
  })

  it('can be another one, by name', async () => {
    const { user, run } = await start()
    await run(0)
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Camera' }), 'back')
    await waitFor(() => expect(asked().at(-1)).toMatchObject({ deviceId: { exact: 'back' } }))
    expect(stopped).not.toHaveLength(0)
  })

  it('says why the model failed, and keeps the last frame', async () => {
    const { run } = await start()
    ;(await run(0)).finish(answer('cup'))
    await screen.findByText('Camera, 1280 × 720')
    ;(await run(1)).fail('run-failed')
    expect(await alertText()).toContain('The model failed while it ran.')
    expect((await run(2)).input).toMatchObject({ image: { name: 'camera.png' } })
  })

  it('says so when it is unplugged', async () => {
    const { run } = await start()
    await run(0)
    act(() => void track.dispatchEvent(new Event('ended')))
    expect(await alertText()).toContain('It was unplugged or switched off.')
    expect(await findButton('Camera')).toBeTruthy()
  })

  it('waits for a model that is still loading', async () => {
    const engine = new FakeEngine({ loadsAtOnce: false })
    const { run } = await start({ engine })
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(engine.runs).toHaveLength(0)
    act(() => engine.loads[0]?.succeed())
    expect((await run(0)).input).toMatchObject({ quick: true })
  })

  it.each([
    ['NotAllowedError', 'This page may not use it'],
    ['NotFoundError', 'No camera was found'],
    ['NotReadableError', 'Another program or tab holds it'],
  ])('that cannot be had, by %s, is told in a sentence', async (name, words) => {
    const refuse = () => Promise.reject(Object.assign(new Error('no'), { name }))
    Object.assign(navigator.mediaDevices, { getUserMedia: vi.fn(refuse) })
    const { engine, user } = await openPictures()
    await user.click(await findButton('Camera'))
    const said = await alertText()
    expect(said).toContain('The camera cannot be used.')
    expect(said).toContain(words)
    expect(engine.runs).toHaveLength(0)
    expect(screen.getByRole('img', { name: 'Input image' })).toBeTruthy()
  })
})
