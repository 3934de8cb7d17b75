import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react'
import type { VitrineError } from '../protocol/errors.ts'
import { Announcer } from '../ui/announcer.tsx'
import { pictureFile } from '../ui/camera-frames.ts'
import { useCamera, useCameras } from '../ui/use-camera.ts'
import { useGone } from '../ui/use-gone.ts'
import { CameraControls } from './camera-controls.tsx'
import { cameraError } from './camera-words.ts'
import type { PictureTask } from './exhibit.ts'
import { createCameraPicture, type Picture } from './picture.ts'
import { Frame, Stage } from './stage.tsx'
import { useFollowedCamera } from './use-followed-camera.ts'
import type { Pictures } from './use-pictures.ts'

interface CameraViewProps<T extends PictureTask> {
  pictures: Pictures<T, unknown>
  onPicture(picture: Picture): void
  /** Lies over the video once an answer to one of its frames is there. */
  overlay: ReactNode
  /** The camera was left, or failed. */
  onClose(error?: VitrineError): void
}

/** A camera in place of the picture, with the model's answer to its newest frame. */
export function CameraView<T extends PictureTask>(props: CameraViewProps<T>) {
  const { pictures, onPicture, overlay, onClose } = props
  const video = useRef<HTMLVideoElement>(null)
  const [picture] = useState(createCameraPicture)
  const [size, setSize] = useState<{ width: number; height: number }>()
  const [deviceId, setDeviceId] = useState<string>()
  const [isMirrored, setIsMirrored] = useState(false)
  const [isPaused, setIsPaused] = useState(false)
  const camera = useCamera(deviceId)
  const cameras = useCameras(camera.status === 'on')
  const stream = camera.status === 'on' ? camera.stream : undefined
  const isShown = pictures.live?.picture === picture
  const isAnswered = isShown && pictures.live?.answer !== undefined

  /** Lets the camera go at once; what it showed last stays, as a picture like any other. */
  async function finish(error?: VitrineError) {
    const element = video.current
    const last =
      isAnswered && element !== null && element.videoWidth > 0
        ? await keepFrame(element, isMirrored, stream)
        : undefined
    if (last === undefined && isShown) pictures.stop()
    if (last !== undefined) onPicture({ kind: 'file', file: last })
    onClose(error)
  }

  const pace = useFollowedCamera({
    pictures,
    picture,
    video,
    isFollowing: isShown && pictures.isLoaded && stream !== undefined && !isPaused,
    isMirrored,
    onError: (error) => void finish(error),
  })

  useEffect(() => {
    const element = video.current
    if (element === null || stream === undefined) return
    // One that has ended stays: its last frame may be wanted.
    element.srcObject = stream
    // It is rejected when the video is taken away before it has begun.
    element.play().catch(() => {})
  }, [stream])

  const isSized = size !== undefined
  const begin = useEffectEvent(() => onPicture(picture))
  useEffect(() => {
    if (isSized) begin()
  }, [isSized])

  // Another picture was given meanwhile.
  const wasShown = useRef(false)
  const close = useEffectEvent(() => onClose())
  useEffect(() => {
    if (wasShown.current && !isShown) close()
    wasShown.current = isShown
  }, [isShown])

  const fail = useEffectEvent((error?: VitrineError) => void finish(error))
  useEffect(() => {
    if (camera.status === 'failed') fail(cameraError(camera.problem, camera.cause))
  }, [camera])
  useGone(video, () => void finish())

  function pause() {
    if (isPaused) video.current?.play().catch(() => {})
    else video.current?.pause()
    setIsPaused(!isPaused)
  }

  function measure() {
    const { videoWidth: width = 0, videoHeight: height = 0 } = video.current ?? {}
    if (width > 0) setSize({ width, height })
  }

  return (
    <>
      <Frame>
        <Stage size={size}>
          <video
            ref={video}
            muted
            playsInline
            aria-label="Live picture of the camera"
            onLoadedMetadata={measure}
            onResize={measure}
            className={`size-full object-contain ${isMirrored ? '-scale-x-100' : ''}`}
          />
          {isAnswered && overlay}
        </Stage>
        {!isSized && (
          <p className="absolute px-6 text-center text-muted">Waiting for the camera…</p>
        )}
      </Frame>
      <CameraControls
        isReady={isSized}
        isPaused={isPaused}
        isMirrored={isMirrored}
        pace={pace}
        cameras={cameras}
        deviceId={camera.status === 'on' ? camera.deviceId : deviceId}
        onDevice={(id) => {
          setDeviceId(id)
          setIsPaused(false)
        }}
        onMirror={setIsMirrored}
        onPause={pause}
        onStop={() => void finish()}
      />
      <Announcer message={messageOf(isSized, isPaused)} />
    </>
  )
}

/** Drawn before anything is waited for, so that the camera is free at once. */
async function keepFrame(
  video: HTMLVideoElement,
  isMirrored: boolean,
  stream: MediaStream | undefined,
): Promise<File | undefined> {
  const file = pictureFile(video, isMirrored)
  for (const track of stream?.getTracks() ?? []) track.stop()
  return file.catch(() => undefined)
}

function messageOf(isOn: boolean, isPaused: boolean): string {
  if (!isOn) return 'Waiting for the camera.'
  return isPaused ? 'The camera is paused.' : 'The camera is on.'
}
