import type { ComponentProps } from 'react'

const shape =
  'inline-flex min-h-9 cursor-pointer items-center justify-center gap-2 rounded-lg px-3 font-medium sm:px-3.5 whitespace-nowrap transition-colors duration-100 select-none disabled:cursor-default disabled:opacity-50 pointer-coarse:min-h-11'

const looks = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  plain: 'border border-line bg-panel text-ink hover:border-edge',
  quiet: 'text-muted hover:bg-well hover:text-ink',
} as const

export type ButtonLook = keyof typeof looks

/** The classes of a button, for the label of a file input, which has to look like one. */
export function buttonClass(look: ButtonLook): string {
  return `${shape} ${looks[look]}`
}

export function Button({
  look = 'plain',
  className = '',
  ...props
}: ComponentProps<'button'> & { look?: ButtonLook }) {
  return <button type="button" {...props} className={`${buttonClass(look)} ${className}`} />
}
