/** Chromium's own camera, which both sides look at: 1280 × 720, another picture each time. */
let video: HTMLVideoElement | undefined

export async function openCamera(): Promise<{ width: number; height: number }> {
  const wanted = { width: { exact: 1280 }, height: { exact: 720 } }
  const stream = await navigator.mediaDevices.getUserMedia({ video: wanted })
  video = document.createElement('video')
  video.muted = true
  video.srcObject = stream
  document.body.append(video)
  await video.play()
  return { width: video.videoWidth, height: video.videoHeight }
}

/** Waits for a frame that nobody has looked at: a browser may keep what it made of one. Not timed, on either side. */
export async function freshFrame(): Promise<HTMLVideoElement> {
  const shown = video
  if (shown === undefined) throw new Error('No camera is open')
  await new Promise((resolve) => shown.requestVideoFrameCallback(resolve))
  return shown
}
