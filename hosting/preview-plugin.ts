import { join } from 'node:path'
import type { Connect, Plugin } from 'vite'
import { answer } from './answer.js'
import { createCompressor } from './compress.js'
import { headersOf } from './headers.js'
import { logEntry } from './static-server.js'

/**
 * Lets `vite preview` answer as the hosts do that the site is made for, with the very code that the end-to-end tests
 * serve it with: exact 404s, ranges, entity tags. What goes out through a tunnel is compressed, which takes three
 * quarters off the runtime; on this machine that would only cost time.
 */
export function previewPlugin(): Plugin {
  return {
    name: 'vitrine-preview',
    configurePreviewServer({ config, middlewares }) {
      const site = { root: join(config.root, config.build.outDir), prefix: '/' }
      const publicHeaders = headersOf()
      // Vite itself lets pages of this device read it, and no others.
      const localHeaders = headersOf({ isPublic: false })
      const plain = createCompressor(false)
      const compressing = createCompressor(true)
      const serve: Connect.NextHandleFunction = (request, response) => {
        const how = isLocal(request.headers.host)
          ? { compressor: plain, headersOf: localHeaders }
          : { compressor: compressing, headersOf: publicHeaders }
        answer({ ...site, ...how }, request, response, logEntry(request)).catch(
          // The visitor went away in the middle of a file.
          (error: Error) => response.destroy(error),
        )
      }
      middlewares.use(serve)
    },
  }
}

function isLocal(host = ''): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host)
}
