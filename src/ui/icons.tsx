import type { ReactNode } from 'react'

/** 16 × 16 line drawings that say nothing to a screen reader: a name always stands beside them. */
function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      className="size-4 shrink-0"
    >
      {children}
    </svg>
  )
}

export const CopyIcon = () => (
  <Icon>
    <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
    <path d="M3.5 10.5h-.25a.75.75 0 0 1-.75-.75v-6.5a.75.75 0 0 1 .75-.75h6.5a.75.75 0 0 1 .75.75v.25" />
  </Icon>
)

export const CheckIcon = () => (
  <Icon>
    <path d="m3 8.5 3.2 3.2L13 4.8" />
  </Icon>
)

export const SunIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="2.75" />
    <path d="M8 1.5v1.25m0 10.5v1.25M1.5 8h1.25m10.5 0h1.25M3.4 3.4l.9.9m7.4 7.4.9.9m0-9.2-.9.9m-7.4 7.4-.9.9" />
  </Icon>
)

export const MoonIcon = () => (
  <Icon>
    <path d="M13.5 9.6A5.75 5.75 0 0 1 6.4 2.5a5.75 5.75 0 1 0 7.1 7.1Z" />
  </Icon>
)

export const ScreenIcon = () => (
  <Icon>
    <rect x="1.75" y="2.75" width="12.5" height="8.5" rx="1.5" />
    <path d="M5.5 13.75h5" />
  </Icon>
)

export const DiceIcon = () => (
  <Icon>
    <rect x="2.25" y="2.25" width="11.5" height="11.5" rx="2.5" />
    <path d="M5.5 5.5h.01M10.5 5.5h.01M8 8h.01M5.5 10.5h.01M10.5 10.5h.01" />
  </Icon>
)

export const PictureIcon = () => (
  <Icon>
    <rect x="1.75" y="2.75" width="12.5" height="10.5" rx="2" />
    <circle cx="5.25" cy="6" r="1" />
    <path d="m2.5 12 3.6-3.4 2.3 2 2.6-2.8 3 3" />
  </Icon>
)

export const EarlierIcon = () => (
  <Icon>
    <path d="m9.75 3.5-4.5 4.5 4.5 4.5" />
  </Icon>
)

export const LaterIcon = () => (
  <Icon>
    <path d="m6.25 3.5 4.5 4.5-4.5 4.5" />
  </Icon>
)

export const BranchIcon = () => (
  <Icon>
    <path d="M3 3v4.5A2.5 2.5 0 0 0 5.5 10H13m-3.25-3.25L13 10l-3.25 3.25" />
  </Icon>
)
