/** What a frame is handed over as: where the browser has no video frames, a bitmap. */
export interface CapturedFrame {
  readonly frame: VideoFrame | ImageBitmap
  readonly width: number
  readonly height: number
}

/** A video is asked again after this time: one that is covered or scrolled away may say nothing of its frames. */
const patienceMs = 500

/**
 * Resolves when the video shows another frame than the one at `shownAt`, with the new frame's time, or with
 * undefined when the signal fires or the video ends.
 * @param shownAt seconds on the video's own clock
 */
export async function anotherFrame(
  video: HTMLVideoElement,
  shownAt: number | undefined,
  signal: AbortSignal,
): Promise<number | undefined> {
  for (;;) {
    if (signal.aborted || video.ended) return undefined
    if (video.currentTime !== shownAt && video.videoWidth > 0) return video.currentTime
    await frameOrPatience(video, signal)
  }
}

function frameOrPatience(video: HTMLVideoElement, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const settled = new AbortController()
    const done = () => {
      settled.abort()
      resolve()
    }
    const timer = setTimeout(done, patienceMs)
    const asks = 'requestVideoFrameCallback' in video
    const handle = asks ? video.requestVideoFrameCallback(done) : requestAnimationFrame(done)
    signal.addEventListener('abort', done, { signal: settled.signal })
    settled.signal.addEventListener('abort', () => {
      clearTimeout(timer)
      if (asks) video.cancelVideoFrameCallback(handle)
      else cancelAnimationFrame(handle)
    })
  })
}

/**
 * Takes what the video shows. A mirrored frame is drawn once more; another one costs next to nothing, for its pixels
 * are converted where they are read.
 */
export function createCapture(): (
  video: HTMLVideoElement,
  isMirrored: boolean,
) => Promise<CapturedFrame> {
  let canvas: OffscreenCanvas | undefined
  return async (video, isMirrored) => {
    const { videoWidth: width, videoHeight: height } = video
    if (isMirrored) {
      if (canvas?.width !== width || canvas.height !== height) {
        canvas = new OffscreenCanvas(width, height)
      }
      drawVideo(canvas, video, isMirrored)
      return { frame: canvas.transferToImageBitmap(), width, height }
    }
    const hasFrames = typeof VideoFrame !== 'undefined'
    const frame = hasFrames ? new VideoFrame(video) : await createImageBitmap(video)
    return { frame, width, height }
  }
}

/** What the video shows, as a file without loss. */
export async function pictureFile(video: HTMLVideoElement, isMirrored: boolean): Promise<File> {
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight)
  drawVideo(canvas, video, isMirrored)
  const blob = await canvas.convertToBlob({ type: 'image/png' })
  return new File([blob], 'camera.png', { type: 'image/png' })
}

function drawVideo(canvas: OffscreenCanvas, video: HTMLVideoElement, isMirrored: boolean): void {
  const context = canvas.getContext('2d', { alpha: false })
  if (context === null) return
  context.setTransform(isMirrored ? -1 : 1, 0, 0, 1, isMirrored ? canvas.width : 0, 0)
  context.drawImage(video, 0, 0, canvas.width, canvas.height)
}
