/* oxlint-disable jsx-a11y/prefer-tag-over-role -- <progress> looks different in every browser, and cannot be styled in all */
interface ProgressBarProps {
  name: string
  /** 0 to 100, or undefined while the whole is not known. */
  percent: number | undefined
  /** What a screen reader says instead of the bare percentage. */
  text: string
}

export function ProgressBar({ name, percent, text }: ProgressBarProps) {
  return (
    <div
      role="progressbar"
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent === undefined ? undefined : Math.round(percent)}
      aria-valuetext={text}
      className="h-1 overflow-hidden rounded-full bg-track"
    >
      <div
        className="h-full rounded-full bg-accent transition-[width] duration-100"
        style={{ width: `${percent ?? 0}%` }}
      />
    </div>
  )
}
