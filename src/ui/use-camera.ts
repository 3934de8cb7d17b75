import { useEffect, useState } from 'react'

/** Why there is no picture of a camera. */
export type CameraProblem =
  | 'denied'
  /** By whoever embeds or serves the page, not by the visitor. */
  | 'forbidden'
  | 'missing'
  | 'busy'
  | 'unplugged'
  /** The page did not come over https. */
  | 'insecure'
  | 'unsupported'

export type CameraState =
  | { readonly status: 'asking' }
  | { readonly status: 'failed'; readonly problem: CameraProblem; readonly cause?: unknown }
  | {
      readonly status: 'on'
      readonly stream: MediaStream
      /** Which one it is; empty where the browser does not say. */
      readonly deviceId: string
    }

/** A place in which frames of a camera are worth showing, and few enough pixels to be quick. */
const wanted = { width: { ideal: 1280 }, height: { ideal: 720 } }

/**
 * Asks for a camera when the component comes, and lets it go when the component leaves, or asks for another one.
 * @param deviceId of `useCameras`; whichever the browser chooses where nothing is said
 */
export function useCamera(deviceId: string | undefined): CameraState {
  /** With what was asked for: what is known of another camera is nothing known of this one. */
  const [held, setHeld] = useState<{ deviceId: string | undefined; state: CameraState }>()
  useEffect(() => {
    const left = new AbortController()
    const { signal } = left
    const setState = (state: CameraState) => setHeld({ deviceId, state })
    void openCamera(deviceId).then((opened) => {
      if (opened.status !== 'on') return signal.aborted || setState(opened)
      const { stream } = opened
      if (signal.aborted) return release(stream)
      signal.addEventListener('abort', () => release(stream))
      for (const track of stream.getVideoTracks()) {
        track.addEventListener(
          'ended',
          () => {
            release(stream)
            setState({ status: 'failed', problem: 'unplugged' })
          },
          { signal },
        )
      }
      return setState(opened)
    })
    return () => left.abort()
  }, [deviceId])
  return held?.deviceId === deviceId && held !== undefined ? held.state : { status: 'asking' }
}

async function openCamera(deviceId: string | undefined): Promise<CameraState> {
  if (!('mediaDevices' in navigator)) {
    const problem = window.isSecureContext ? 'unsupported' : 'insecure'
    return { status: 'failed', problem }
  }
  const chosen = deviceId === undefined ? {} : { deviceId: { exact: deviceId } }
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { ...wanted, ...chosen } })
    const [track] = stream.getVideoTracks()
    return { status: 'on', stream, deviceId: track?.getSettings().deviceId ?? '' }
  } catch (cause) {
    return { status: 'failed', problem: problemOf(cause), cause }
  }
}

function problemOf(cause: unknown): CameraProblem {
  const { name, message } = cause instanceof Error ? cause : new Error(String(cause))
  switch (name) {
    case 'NotAllowedError':
      return /polic/i.test(message) ? 'forbidden' : 'denied'
    case 'SecurityError':
      return 'forbidden'
    case 'NotReadableError':
    case 'AbortError':
      return 'busy'
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing'
    default:
      return 'unsupported'
  }
}

function release(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}

export interface CameraDevice {
  readonly id: string
  readonly name: string
}

/** All cameras of this device, by the names that it gives once one of them is open. */
export function useCameras(isOpen: boolean): readonly CameraDevice[] {
  const [cameras, setCameras] = useState<readonly CameraDevice[]>([])
  useEffect(() => {
    if (!isOpen) return undefined
    const left = new AbortController()
    const { mediaDevices } = navigator
    const look = async () => {
      const devices = await mediaDevices.enumerateDevices().catch(() => [])
      if (!left.signal.aborted) setCameras(camerasOf(devices))
    }
    mediaDevices.addEventListener('devicechange', () => void look(), { signal: left.signal })
    void look()
    return () => left.abort()
  }, [isOpen])
  return cameras
}

function camerasOf(devices: readonly MediaDeviceInfo[]): readonly CameraDevice[] {
  return devices
    .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
    .map(({ deviceId, label }, index) => ({ id: deviceId, name: label || `Camera ${index + 1}` }))
}
