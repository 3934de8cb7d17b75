// @ts-check
import { Advice, messageOf } from './command.js'

/**
 * @typedef {import('./ngrok-sdk.js').Ngrok} Ngrok
 * @typedef {{ url: string, close: () => Promise<void> }} Tunnel
 */

const dashboard = 'https://dashboard.ngrok.com'

/**
 * Reads what a tunnel needs from the environment, before anything is built for it.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {{ token: string, domain?: string }}
 * @throws {Advice} Without a token.
 */
export function tunnelSettings(env) {
  const token = env['NGROK_AUTHTOKEN']?.trim() ?? ''
  // People paste the whole address of their domain.
  const domain =
    env['NGROK_DOMAIN']
      ?.trim()
      .replace(/^https?:\/\//, '')
      .replace(/\/+$/, '') ?? ''
  if (token === '')
    throw new Advice(
      `There is no token for ngrok. An account is free: sign up at ${dashboard}/signup, copy your token from ${dashboard}/get-started/your-authtoken, and run\n\n${setting(process.platform)}\n\nAn address that lasts needs no tunnel: “npm run build”, and docs/hosting.md.`,
    )
  return { token, ...(domain === '' ? {} : { domain }) }
}

/**
 * @param {string} platform
 * @returns {string} How the command is started with a token.
 */
function setting(platform) {
  return platform === 'win32'
    ? '  set NGROK_AUTHTOKEN=… && npm run share'
    : '  NGROK_AUTHTOKEN=… npm run share'
}

/**
 * Opens a public address for a server on this machine.
 * @param {object} options
 * @param {() => Promise<Ngrok>} options.load ngrok's SDK.
 * @param {number} options.port
 * @param {string} options.token
 * @param {string} [options.domain]
 * @param {number} [options.timeoutMs]
 * @returns {Promise<Tunnel>}
 * @throws {Advice} When ngrok cannot be reached, or refuses.
 */
export async function openTunnel({ load, port, token, domain, timeoutMs = 30_000 }) {
  const ngrok = await load()
  const asked = {
    addr: `127.0.0.1:${port}`,
    authtoken: token,
    ...(domain === undefined ? {} : { domain }),
  }
  /** @type {NodeJS.Timeout | undefined} */
  let timer
  const late = new Promise((_, failed) => {
    timer = setTimeout(() => failed(new Error('failed to connect: no answer')), timeoutMs)
  })
  try {
    const listener = await /** @type {ReturnType<Ngrok['forward']>} */ (
      Promise.race([ngrok.forward(asked), late])
    )
    const url = listener.url()
    if (url === null) throw new Error('There is no address.')
    return { url, close: () => listener.close() }
  } catch (error) {
    throw new Advice(adviceFor(messageOf(error).replaceAll(token, '…'), domain), { cause: error })
  } finally {
    clearTimeout(timer)
  }
}

/** https://ngrok.com/docs/errors */
const refusedTokens = ['105', '106', '107', '109', '4018']
const tooManySessions = ['108', '324', '348']

/**
 * @param {string} message As the SDK words it, without the token.
 * @param {string | undefined} domain
 * @returns {string}
 */
function adviceFor(message, domain) {
  const code = /ERR_NGROK_(\d+)/.exec(message)?.[1]
  if (code === undefined && /connect|dns|resolve|network|timed? ?out|tls|handshake/i.test(message))
    return 'ngrok cannot be reached from here. Check that this machine is online and that its network lets connections to connect.ngrok-agent.com through (port 443), and run the same command again.'
  if (code === undefined) return `ngrok could not open the address: ${message}`
  const page = `https://ngrok.com/docs/errors/err_ngrok_${code}`
  if (refusedTokens.includes(code))
    return `ngrok refuses the token in NGROK_AUTHTOKEN. Copy it again from ${dashboard}/get-started/your-authtoken; it is not an API key. (${page})`
  if (tooManySessions.includes(code))
    return `Your ngrok account has as many tunnels open as its plan allows. End another one (${dashboard}/agents) and run the same command again. (${page})`
  if (code === '334')
    return `This ngrok address is in use already, by another tunnel of yours. End that one (${dashboard}/endpoints) and run the same command again. (${page})`
  if (domain !== undefined && /domain|hostname/i.test(message))
    return `ngrok does not give you the address ${domain} of NGROK_DOMAIN. Take one from ${dashboard}/domains, or leave NGROK_DOMAIN out. (${page})`
  return `ngrok could not open the address: ${firstLine(message)} (${page})`
}

/** @param {string} text */
function firstLine(text) {
  return (
    text
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trim() ?? text
  )
}
