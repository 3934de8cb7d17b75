import type { Look } from './settings.ts'
import { ShareSlider } from '../../ui/share-slider.tsx'

interface LookControlsProps {
  look: Look
  /** The answer is a single mask, whose edge the visitor may move. */
  hasThreshold: boolean
  hasBackground: boolean
  onLook(look: Look): void
}

/** What changes the view and not the answer. */
export function LookControls({ look, hasThreshold, hasBackground, onLook }: LookControlsProps) {
  return (
    <div className="grid gap-1 border-t border-line pt-4">
      <ShareSlider
        label="Opacity"
        value={look.opacity}
        range={{ min: 0, max: 1 }}
        onChange={(opacity) => onLook({ ...look, opacity })}
      />
      {hasThreshold && (
        <ShareSlider
          label="Threshold"
          value={look.threshold}
          range={{ min: 0.01, max: 0.99 }}
          onChange={(threshold) => onLook({ ...look, threshold })}
        />
      )}
      <div className="flex flex-wrap gap-x-6">
        <Switch
          label="Contours"
          isOn={look.hasContours}
          onChange={(hasContours) => onLook({ ...look, hasContours })}
        />
        {hasBackground && (
          <Switch
            label="Background"
            isOn={look.hasBackground}
            onChange={(isShown) => onLook({ ...look, hasBackground: isShown })}
          />
        )}
      </div>
    </div>
  )
}

interface SwitchProps {
  label: string
  isOn: boolean
  onChange(isOn: boolean): void
}

function Switch({ label, isOn, onChange }: SwitchProps) {
  return (
    <label className="flex min-h-9 cursor-pointer items-center gap-2 text-note pointer-coarse:min-h-11">
      <input
        type="checkbox"
        // oxlint-disable-next-line jsx-a11y/role-has-required-aria-props -- the element itself says whether it is on
        role="switch"
        checked={isOn}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 cursor-pointer accent-accent"
      />
      {label}
    </label>
  )
}
