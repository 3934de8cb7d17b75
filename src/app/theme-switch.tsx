import { useState, type ReactNode } from 'react'
import { MoonIcon, ScreenIcon, SunIcon } from '../ui/icons.tsx'
import { applyTheme, readTheme, themes, type Theme } from './theme.ts'

const looks: Record<Theme, { name: string; icon: ReactNode }> = {
  light: { name: 'Light', icon: <SunIcon /> },
  system: { name: 'As the device', icon: <ScreenIcon /> },
  dark: { name: 'Dark', icon: <MoonIcon /> },
}

export function ThemeSwitch() {
  const [current, setCurrent] = useState(readTheme)
  return (
    <fieldset className="flex rounded-lg border border-line p-0.5">
      <legend className="sr-only">Theme</legend>
      {themes.map((theme) => (
        <label
          key={theme}
          title={looks[theme].name}
          className="inline-flex size-8 cursor-pointer items-center justify-center rounded-md text-muted outline-accent hover:text-ink has-checked:bg-track has-checked:text-ink has-focus-visible:outline-2 pointer-coarse:size-10"
        >
          <input
            type="radio"
            name="theme"
            className="sr-only"
            checked={theme === current}
            onChange={() => {
              applyTheme(theme)
              setCurrent(theme)
            }}
          />
          {looks[theme].icon}
          <span className="sr-only">{looks[theme].name}</span>
        </label>
      ))}
    </fieldset>
  )
}
