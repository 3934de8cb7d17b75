import { describe, expect, it } from 'vitest'
import type { ForwardOptions, Listener } from './ngrok-sdk.js'
import { openTunnel, tunnelSettings } from './tunnel.js'

const token = '2abcDEF_secret'

/** ngrok's SDK, as far as it is used; ngrok itself cannot be reached by a test. */
function fakeNgrok(answer: (asked: ForwardOptions) => Promise<Listener>) {
  const asked: ForwardOptions[] = []
  const load = () =>
    Promise.resolve({
      forward: (options: ForwardOptions) => {
        asked.push(options)
        return answer(options)
      },
    })
  return { asked, load }
}

function listener(url: string | null, closed: string[] = []): Promise<Listener> {
  const close = () => {
    closed.push('closed')
    return Promise.resolve()
  }
  return Promise.resolve({ url: () => url, close })
}

/** As the SDK throws: the code at the end of the message. */
function refusal(code: number, words: string) {
  const text = `failed to connect session: ${words}\r\n\r\nERR_NGROK_${code}\r\n, error_code: ERR_NGROK_${code}`
  return () => Promise.reject(new Error(text))
}

describe('what a tunnel needs', () => {
  it('is a token, and without one is told where to get it', () => {
    for (const env of [{}, { NGROK_AUTHTOKEN: '  ' }])
      expect(() => tunnelSettings(env)).toThrow(/no token for ngrok.*get-started\/your-authtoken/s)
    expect(tunnelSettings({ NGROK_AUTHTOKEN: ` ${token}\n` })).toEqual({ token })
  })

  it.each(['demo.ngrok.app', 'https://demo.ngrok.app/', ' demo.ngrok.app '])(
    'may be an address of one’s own, written as %j',
    (domain) => {
      const settings = tunnelSettings({ NGROK_AUTHTOKEN: token, NGROK_DOMAIN: domain })
      expect(settings).toEqual({ token, domain: 'demo.ngrok.app' })
    },
  )
})

describe('a tunnel', () => {
  it('leads to the server on loopback, at the address asked for, until it is closed', async () => {
    const closed: string[] = []
    const { asked, load } = fakeNgrok(() => listener('https://demo.ngrok.app', closed))
    const tunnel = await openTunnel({ load, port: 5180, token, domain: 'demo.ngrok.app' })
    expect(asked).toEqual([{ addr: '127.0.0.1:5180', authtoken: token, domain: 'demo.ngrok.app' }])
    expect([tunnel.url, closed]).toEqual(['https://demo.ngrok.app', []])
    await tunnel.close()
    expect(closed).toEqual(['closed'])
  })

  it.each<[RegExp, () => Promise<Listener>]>([
    // The words of @ngrok/ngrok 1.7.0 without a network.
    [
      /cannot be reached from here/,
      () =>
        Promise.reject(new Error('failed to connect session: failed to establish tcp connection')),
    ],
    [/refuses the token/, refusal(105, `does not look like a proper ngrok authtoken.\n${token}`)],
    [
      /refuses the token/,
      refusal(107, `properly formed, but it is invalid.\nYour authtoken: ${token}`),
    ],
    [/as many tunnels open as its plan allows/, refusal(108, 'limited to 3 simultaneous sessions')],
    [/in use already/, refusal(334, 'The endpoint is already online')],
    [/demo\.ngrok\.app of NGROK_DOMAIN/, refusal(320, 'Failed to bind the domain')],
    [
      /The account has been suspended.*err_ngrok_103/,
      refusal(103, 'The account has been suspended'),
    ],
    [/could not open the address: odd/, () => Promise.reject(new Error('odd'))],
    [/could not open the address/, () => listener(null)],
    [/cannot be reached/, () => new Promise(() => undefined)],
  ])('that does not open says %s, and never the token', async (said, answer) => {
    const { load } = fakeNgrok(answer)
    const opening = openTunnel({ load, port: 1, token, domain: 'demo.ngrok.app', timeoutMs: 50 })
    const message = await opening.then(
      () => 'It opened.',
      (error: Error) => `${error.name}: ${error.message}`,
    )
    expect(message).toMatch(said)
    expect(message).toMatch(/^Advice/)
    expect(message).not.toContain(token)
  })
})
