import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { buildStories } from '../../testing/builders.ts'
import { FakeEngine } from '../../testing/fake-engine.ts'
import { renderPart } from '../../testing/render-part.tsx'
import { ApiDocs } from './api-docs.tsx'

const openApi = {
  paths: {
    '/generate': {
      post: {
        summary: 'A text',
        requestBody: {
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/prompt' },
              examples: { plain: { value: { prompt: 'Hello' } } },
            },
          },
        },
        responses: { '200': { description: 'The continuation.' } },
      },
    },
  },
  components: {
    schemas: { prompt: { properties: { prompt: { type: 'string' } }, required: ['prompt'] } },
  },
}

afterEach(() => vi.unstubAllGlobals())

/** A site whose API answers a call of generate like this. */
function renderDocs(answer: () => Response | Promise<Response>, model = buildStories()) {
  const calls: { url: string; body: unknown }[] = []
  vi.stubGlobal('fetch', async (url: string, { body }: RequestInit = {}) => {
    if (url.endsWith('openapi.json')) return Response.json(openApi)
    calls.push({ url, body })
    return answer()
  })
  return { ...renderPart(new FakeEngine(), <ApiDocs model={model} />), calls }
}

async function openRoute(user: ReturnType<typeof renderPart>['user']) {
  await user.click(await screen.findByText(/POST.*|generate/, { selector: 'span.text-accent' }))
  return screen.findByRole('textbox', { name: 'Body' })
}

describe('a route', () => {
  it('offers what the open model takes, sends what stands there and shows the answer', async () => {
    const { user, calls } = renderDocs(() => Response.json({ text: ' was a fish' }))
    const body = await openRoute(user)
    await waitFor(() =>
      expect(body).toHaveProperty('value', expect.stringContaining('"One day, a little fish"')),
    )
    await user.clear(body)
    await user.type(body, '{{"prompt": "Mine"}')
    await user.click(screen.getByRole('button', { name: 'Try it' }))
    const shown = await screen.findByRole('region', { name: 'Answer' })
    expect(shown.textContent).toContain('" was a fish"')
    expect(calls).toEqual([
      { url: expect.stringMatching(/\/api\/generate$/) as string, body: '{"prompt": "Mine"}' },
    ])
    expect(screen.getByRole('status', { name: 'Status' }).textContent).toMatch(/^200 · /)
    expect(screen.getByText('The continuation.')).toBeTruthy()
    const code = within(screen.getByText('As code').closest('details')!)
    expect(code.getByText(/^curl -X POST/).textContent).toContain(`'{"prompt":"Mine"}'`)
  })

  it('shows a stream while it comes, and can be stopped', async () => {
    let send: (text: string) => void = () => {}
    let isCancelled = false
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        send = (text) => controller.enqueue(new TextEncoder().encode(text))
      },
      cancel() {
        isCancelled = true
      },
    })
    const { user } = renderDocs(() => new Response(stream))
    await openRoute(user)
    await user.click(screen.getByRole('button', { name: 'Try it' }))
    send('data: one')
    const shown = await screen.findByRole('region', { name: 'Answer' })
    await waitFor(() => expect(shown.textContent).toContain('data: one'))
    await user.click(screen.getByRole('button', { name: 'Stop' }))
    expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull()
    send('data: two')
    await waitFor(() => expect(isCancelled).toBe(true))
  })

  it('says what a refusal says, and when there is no answer at all', async () => {
    let answers = 0
    const { user } = renderDocs(() => {
      answers++
      if (answers > 1) throw new TypeError('Failed to fetch')
      return Response.json({ detail: 'Model not loaded' }, { status: 503 })
    })
    await openRoute(user)
    const status = screen.getByRole('status', { name: 'Status' })
    await user.click(screen.getByRole('button', { name: 'Try it' }))
    await waitFor(() => expect(status.textContent).toMatch(/^503 · /))
    await user.click(screen.getByRole('button', { name: 'Try it' }))
    await waitFor(() => expect(status.textContent).toContain('Failed to fetch'))
  })
})

it('says so where there is no API, and asks again', async () => {
  let isThere = false
  vi.stubGlobal('fetch', async () =>
    isThere ? Response.json(openApi) : new Response('<html>', { status: 404 }),
  )
  const { user } = renderPart(new FakeEngine(), <ApiDocs model={undefined} />)
  expect((await screen.findByRole('alert')).textContent).toContain('does not answer here')
  isThere = true
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByText('A text')).toBeTruthy()
})
