/* oxlint-disable jsx-a11y/prefer-tag-over-role -- <meter> looks different in every browser, and cannot be styled in all */
import { formatSimilarity } from './words.ts'

interface SimilarityProps {
  /** In [-1, 1]. */
  value: number
  isOutdated: boolean
}

/** A cosine as a number, and as a bar that goes from the middle to the left or to the right. */
export function Similarity({ value, isOutdated }: SimilarityProps) {
  const shown = formatSimilarity(value)
  const half = Math.abs(value) * 50
  return (
    <>
      <p className="mb-6 flex flex-wrap items-baseline gap-x-3 pt-2">
        <span className={`num text-5xl font-semibold ${isOutdated ? 'text-muted' : 'text-accent'}`}>
          {shown}
        </span>
        <span className="text-muted">cosine similarity</span>
      </p>
      <div
        role="meter"
        aria-label="Similarity"
        aria-valuemin={-1}
        aria-valuemax={1}
        aria-valuenow={Number(value.toFixed(6))}
        aria-valuetext={`${shown}, between −1 and 1`}
        className="relative h-2 overflow-hidden rounded-full bg-track"
      >
        <div
          className={`absolute inset-y-0 transition-[left,width] duration-100 ${isOutdated ? 'bg-bar' : 'bg-accent'}`}
          style={{ left: `${value < 0 ? 50 - half : 50}%`, width: `${half}%` }}
        />
        <div className="absolute inset-y-0 left-1/2 w-px bg-edge" />
      </div>
      <div aria-hidden="true" className="num mt-1.5 grid grid-cols-3 text-note text-muted">
        <span>−1 opposite</span>
        <span className="text-center">0</span>
        <span className="text-right">1 the same</span>
      </div>
      <p className="mt-5 max-w-prose text-note text-pretty text-muted">
        The model makes a direction of each text, and this is the cosine of the angle between the
        two. It is no probability. Many models put even unrelated texts well above 0, so compare it
        with pairs that you know.
      </p>
    </>
  )
}
