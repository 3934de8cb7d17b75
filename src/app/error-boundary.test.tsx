import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { ErrorBoundary } from './error-boundary.tsx'

afterEach(cleanup)

function Faulty(): never {
  throw new TypeError('x is not a function')
}

it('a fault in drawing becomes a sentence with the raw text folded away', () => {
  // React reports what a boundary catches on the console, too.
  const report = vi.spyOn(console, 'error').mockImplementation(() => {})
  render(
    <ErrorBoundary>
      <Faulty />
    </ErrorBoundary>,
  )
  const alert = screen.getByRole('alert')
  expect(alert.textContent).toContain('Something went wrong that should not.')
  expect(alert.querySelector('details')?.textContent).toContain('TypeError: x is not a function')
  expect(screen.getByRole('button', { name: 'Reload the page' })).toBeTruthy()
  expect(report).toHaveBeenCalled()
  report.mockRestore()
})
