import { render } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { accentColours } from '../../core/colours/accent.ts'
import { LoaderContext } from '../../queries/loader-context.ts'
import { createLoader } from '../../queries/loader.ts'
import { buildPictures } from '../../testing/builders.ts'
import { FakeEngine } from '../../testing/fake-engine.ts'
import { AuthorTheme } from './author-theme.tsx'

const root = document.documentElement

afterEach(() => root.removeAttribute('style'))

it('the author’s accent and logo are there as long as the demo is', () => {
  const colours = accentColours('#c2410c')
  const manifest = buildPictures({ base: 'models/own/', theme: { colours, logo: 'logo.svg' } })
  const { container, unmount } = render(
    <LoaderContext value={createLoader(new FakeEngine())}>
      <AuthorTheme manifest={manifest} />
    </LoaderContext>,
  )
  expect(root.style.getPropertyValue('--accent')).toBe(colours['--accent'])
  expect(container.querySelector('img')?.getAttribute('src')).toBe('models/own/logo.svg')
  unmount()
  expect(root.style.getPropertyValue('--accent')).toBe('')
})

it('the logo of another site is not asked for', () => {
  const manifest = buildPictures({
    base: 'https://elsewhere.example/net/',
    theme: { logo: 'logo.svg' },
  })
  const { container } = render(
    <LoaderContext value={createLoader(new FakeEngine())}>
      <AuthorTheme manifest={manifest} />
    </LoaderContext>,
  )
  expect(container.querySelector('img')).toBeNull()
})
