import { short } from './words.ts'

interface DepthLegendProps {
  range: { readonly min: number; readonly max: number }
}

/** Which numbers black and white stand for. */
export function DepthLegend({ range: { min, max } }: DepthLegendProps) {
  return (
    <figure aria-label="Legend" className="grid gap-1 text-note">
      <div
        aria-hidden="true"
        className="h-3 rounded-full border border-edge bg-linear-to-r from-[#000] to-[#fff]"
      />
      <div className="num flex justify-between gap-4">
        <span>
          <span className="text-muted">least</span> {short(min)}
        </span>
        <span>
          {short(max)} <span className="text-muted">greatest</span>
        </span>
      </div>
      <figcaption className="text-pretty text-muted">
        Depth in the model’s own numbers; whether white is near or far is for the model to say.
      </figcaption>
    </figure>
  )
}
