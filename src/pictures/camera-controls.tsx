import type { LivePace } from '../queries/use-live.ts'
import { Button } from '../ui/button.tsx'
import { formatMs } from '../ui/format.ts'
import { Select } from '../ui/select.tsx'
import type { CameraDevice } from '../ui/use-camera.ts'

interface CameraControlsProps {
  isReady: boolean
  isPaused: boolean
  isMirrored: boolean
  pace: LivePace | undefined
  cameras: readonly CameraDevice[]
  deviceId: string | undefined
  onDevice(id: string): void
  onMirror(isMirrored: boolean): void
  onPause(): void
  onStop(): void
}

export function CameraControls(props: CameraControlsProps) {
  const { isReady, isPaused, isMirrored, pace, cameras, deviceId } = props
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button look="primary" onClick={props.onStop}>
          Stop the camera
        </Button>
        <Button disabled={!isReady} onClick={props.onPause}>
          {isPaused ? 'Go on' : 'Pause'}
        </Button>
        <label className="flex min-h-9 cursor-pointer items-center gap-2 text-note pointer-coarse:min-h-11">
          <input
            type="checkbox"
            checked={isMirrored}
            onChange={({ target }) => props.onMirror(target.checked)}
            className="size-4 accent-accent"
          />
          Mirror
        </label>
        {cameras.length > 1 && (
          <div className="min-w-36 flex-1">
            <Select
              aria-label="Camera"
              value={deviceId ?? ''}
              options={cameras.map(({ id, name }) => [id, name] as const)}
              onChange={props.onDevice}
            />
          </div>
        )}
      </div>
      <p className="num text-note text-muted">{paceWords(isPaused, pace)}</p>
    </div>
  )
}

function paceWords(isPaused: boolean, pace: LivePace | undefined): string {
  if (isPaused) return 'Paused: the last frame stays.'
  if (pace === undefined) return 'Each frame stays on this device; the last one is kept.'
  const { framesPerSecond, latencyMs } = pace
  const rate = framesPerSecond === 0 ? '' : `${framesPerSecond.toFixed(1)} frames a second · `
  return `${rate}answer after ${formatMs(latencyMs)} ms`
}
