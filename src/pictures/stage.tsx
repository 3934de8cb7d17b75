import type { ReactNode } from 'react'

interface FrameProps {
  children: ReactNode
  className?: string
}

/** The well in which pictures are shown. */
export function Frame({ children, className = '' }: FrameProps) {
  return (
    <div
      className={`relative flex h-56 items-center justify-center overflow-hidden rounded-xl border border-line bg-well outline-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 sm:h-72 ${className}`}
    >
      {children}
    </div>
  )
}

interface StageProps {
  /** Of what is shown; nothing while it is not known. */
  size: { readonly width: number; readonly height: number } | undefined
  isOutdated?: boolean
  children: ReactNode
}

/** As large as the frame allows in the picture's own shape, so that what lies over it can be placed in per cent. */
export function Stage({ size, isOutdated = false, children }: StageProps) {
  const shape = size && {
    aspectRatio: `${size.width} / ${size.height}`,
    width: `min(100cqw, calc(100cqh * ${size.width / size.height}))`,
  }
  return (
    <div className="[container-type:size] flex size-full items-center justify-center">
      {/* The same element whether the size is known or not: a video that is taken out and put in again begins anew. */}
      <div
        className={`relative ${size === undefined ? 'size-full' : ''} ${isOutdated ? 'opacity-40' : ''}`}
        style={shape}
      >
        {children}
      </div>
    </div>
  )
}
