import { useEffect, useRef, useState, type RefObject } from 'react'
import { asVitrineError, type VitrineError } from '../protocol/errors.ts'
import type { LiveFrame } from '../protocol/picture-tasks.ts'
import { useLive, type LivePace } from '../queries/use-live.ts'
import { anotherFrame, createCapture } from '../ui/camera-frames.ts'
import type { PictureTask } from './exhibit.ts'
import type { CameraPicture } from './picture.ts'
import type { Pictures } from './use-pictures.ts'

/** How often the numbers beside the video change: more often nobody can read them. */
const glanceMs = 500

interface FollowOptions<T extends PictureTask> {
  pictures: Pictures<T, unknown>
  picture: CameraPicture
  video: RefObject<HTMLVideoElement | null>
  isFollowing: boolean
  isMirrored: boolean
  onError(error: VitrineError): void
}

/**
 * Runs the model on what the video shows while `isFollowing`: always on the newest frame, one at a time.
 * @returns how quick that is, once it is known
 */
export function useFollowedCamera<T extends PictureTask>(
  options: FollowOptions<T>,
): LivePace | undefined {
  const { pictures, isFollowing } = options
  const follow = useLive(pictures.manifest, pictures.runtime)
  const [pace, setPace] = useState<LivePace>()
  const [capture] = useState(createCapture)
  const latest = useRef({ ...options, follow })
  useEffect(() => {
    latest.current = { ...options, follow }
  })

  useEffect(() => {
    if (!isFollowing) return undefined
    const stopped = new AbortController()
    let shownAt: number | undefined
    let glancedAt = -glanceMs
    /** What was asked of the frame under way; a setting may change before its answer comes. */
    let asked: unknown

    async function next(signal: AbortSignal) {
      const { video, pictures: now, isMirrored } = latest.current
      const element = video.current
      if (element === null) return undefined
      shownAt = await anotherFrame(element, shownAt, signal)
      if (shownAt === undefined) return undefined
      const image: LiveFrame = { kind: 'frame', ...(await capture(element, isMirrored)) }
      asked = latest.current.pictures.live?.asked
      const input = { ...now.inputOf(image, asked), quick: true }
      return { input, close: () => image.frame.close() }
    }

    const { follow: start } = latest.current
    start(
      {
        next,
        onAnswer(result, measured) {
          const { picture, pictures: now } = latest.current
          now.answerLive(picture, { asked, result })
          const time = performance.now()
          if (time - glancedAt < glanceMs) return
          glancedAt = time
          setPace(measured)
        },
      },
      stopped.signal,
    ).catch((error: unknown) => {
      if (!stopped.signal.aborted) latest.current.onError(asVitrineError(error))
    })
    return () => stopped.abort()
  }, [isFollowing, capture])

  return isFollowing ? pace : undefined
}
