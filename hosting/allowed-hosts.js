// @ts-check
/**
 * Which host names Vite answers to. The check exists because of DNS rebinding: a foreign page whose
 * name is pointed at 127.0.0.1 could otherwise read what a local server serves.
 */

/**
 * `npm start` serves the built site: the very files that are made to be published, without sources
 * and without a file system behind them. Nothing is lost to a foreign page there, and any tunnel or
 * preview host works without being known beforehand. The API beside them asks for itself
 * (src/node/caller.ts), and what comes through `npm run share` does not get to it.
 */
export const previewAllowedHosts = true

/**
 * `npm run dev` serves the sources and whatever the module graph reaches, so there the check stays,
 * with the tunnels in common use let through. A leading dot allows every name below it. `localhost`
 * and IP addresses are always allowed by Vite itself.
 * @type {string[]}
 */
export const devAllowedHosts = [
  '.ngrok-free.app',
  '.ngrok-free.dev',
  '.ngrok.app',
  '.ngrok.dev',
  '.ngrok.io',
  '.vercel.app',
  '.trycloudflare.com',
  '.loca.lt',
  '.ts.net',
  '.devtunnels.ms',
  '.app.github.dev',
  '.gitpod.io',
  '.serveo.net',
]
