import { spawnSync } from 'node:child_process'
import { request as httpRequest } from 'node:http'
import { fileURLToPath } from 'node:url'
import { preview, type PreviewServer } from 'vite'
import type { CallAnswer, CallInit } from './api-caller.ts'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export interface NodeApiServer {
  /** Without a slash at its end. */
  readonly url: string
  close(): Promise<void>
}

/** What `npm start` starts, over the built site, on a port of its own. */
export async function servePreview(): Promise<NodeApiServer> {
  const server: PreviewServer = await preview({
    root,
    logLevel: 'error',
    build: { outDir: 'dist' },
    preview: { port: 0 },
  })
  const [url = ''] = server.resolvedUrls?.local ?? []
  return { url: url.replace(/\/$/, ''), close: () => server.close() }
}

/** As a program calls it. No redirect is followed. */
export async function callOverHttp(
  url: string,
  { method = 'GET', headers = {}, body }: CallInit = {},
): Promise<CallAnswer> {
  const response = await fetch(url, {
    method,
    headers,
    redirect: 'manual',
    ...(body !== undefined && { body: typeof body === 'string' ? body : new Uint8Array(body) }),
  })
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  }
}

/** The same with headers that `fetch` sets by itself. */
export function callAs(url: string, headers: Record<string, string>): Promise<CallAnswer> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { headers }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text
      })
      response.once('end', () => {
        const { statusCode: status = 0 } = response
        resolve({ status, headers: response.headers as Record<string, string>, body })
      })
    })
      .once('error', reject)
      .end()
  })
}

export const hasCurl = spawnSync('curl', ['--version']).status === 0
