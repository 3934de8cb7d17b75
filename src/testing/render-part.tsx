import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render } from '@testing-library/react'
import userEvent, { type UserEvent } from '@testing-library/user-event'
import { StrictMode, type ReactNode } from 'react'
import { onTestFinished } from 'vitest'
import { LoaderContext } from '../queries/loader-context.ts'
import { createLoader } from '../queries/loader.ts'
import { createQueryClient } from '../queries/query-client.ts'
import type { FakeEngine } from './fake-engine.ts'

/** One part of the page over a fake engine; `render-app.tsx` has the whole. */
export function renderPart(engine: FakeEngine, part: ReactNode): { user: UserEvent } {
  const loader = createLoader(engine)
  const client = createQueryClient(loader)
  render(
    <StrictMode>
      <LoaderContext value={loader}>
        <QueryClientProvider client={client}>{part}</QueryClientProvider>
      </LoaderContext>
    </StrictMode>,
  )
  onTestFinished(() => {
    cleanup()
    client.clear()
  })
  return { user: userEvent.setup({ delay: null }) }
}
