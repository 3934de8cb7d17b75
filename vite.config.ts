import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { devAllowedHosts, previewAllowedHosts } from './hosting/allowed-hosts.js'
import { apiPlugin } from './hosting/api-plugin.ts'
import { embedPlugin } from './hosting/embed-plugin.ts'
import { exportsPlugin } from './hosting/exports-plugin.ts'
import { devHeaders, hashedFolder, linkWorkerFolder, siteHeaders } from './hosting/headers.js'
import { plainScriptsPlugin } from './hosting/plain-scripts-plugin.ts'
import { modulePlugin } from './hosting/module-plugin.ts'
import { previewPlugin } from './hosting/preview-plugin.ts'
import { siteHeadPlugin } from './hosting/site-head-plugin.ts'
import { serviceWorkerPlugin } from './hosting/service-worker-plugin.ts'

export default defineConfig({
  base: './',
  // A missing file is a 404, never the page: a page under a model's name is the field's classic failure.
  appType: 'mpa',
  plugins: [
    react(),
    tailwindcss(),
    exportsPlugin(),
    apiPlugin(),
    embedPlugin(),
    previewPlugin(),
    siteHeadPlugin(),
    plainScriptsPlugin(),
    serviceWorkerPlugin(),
    // Behind it: none of this is for the page to keep.
    modulePlugin(),
  ],
  resolve: {
    // The first keeps the runtime's glue outside our chunks: threads are started from the glue's own address, and
    // inside a chunk that would be our worker, which hangs. The others are Vite's defaults, which this replaces.
    conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'development|production'],
  },
  worker: {
    format: 'es',
    rolldownOptions: {
      output: {
        // A folder of its own, because hosts decide by the path how far a worker may reach.
        entryFileNames: ({ name }) =>
          `${name === 'link-worker' ? linkWorkerFolder : hashedFolder}[name]-[hash].js`,
      },
    },
  },
  server: {
    headers: devHeaders(),
    allowedHosts: devAllowedHosts,
    watch: { ignored: ['**/.vitrine/**', '**/dist/**', '**/bench/**', '**/test-results/**'] },
  },
  preview: { headers: siteHeaders(), allowedHosts: previewAllowedHosts },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    license: { fileName: 'licenses.md' },
    // The runtime's binaries are what they are.
    chunkSizeWarningLimit: 1000,
    // The worker is a build of its own inside this one, which the timing check takes for a slow plugin.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
})
