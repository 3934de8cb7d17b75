import { availableParallelism } from 'node:os'
import { defineConfig } from '@playwright/test'
import { findInstalledBrowser } from './e2e/support/browser-finder.js'
import type { SiteOptions } from './e2e/support/test.ts'

// `npm test` says which browser it found or installed; `npx playwright test` alone looks for itself, and
// else takes Playwright's own.
const browser = process.env['VITRINE_BROWSER'] ?? findInstalledBrowser()?.executablePath
const report = process.env['VITRINE_E2E_REPORT'] ?? '.vitrine/end-to-end.json'

const quietArgs = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
  // Chromium refuses its sandbox to root, as whom containers run.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

/** All that headless Chromium needs to offer its software adapter, in workers too. */
const webgpuArgs = ['--enable-unsafe-webgpu']

function launch(extraArgs: readonly string[] = []) {
  const args = [...quietArgs, ...extraArgs]
  return browser === undefined
    ? { channel: 'chromium', launchOptions: { args } }
    : { launchOptions: { args, executablePath: browser } }
}

/**
 * Tests in e2e/ run once: they are about the page. Tests in e2e/runtime/ are about what a model answers,
 * and run on every runtime a visitor may have; those in e2e/gpu/ only where there is an adapter.
 */
export default defineConfig<object, SiteOptions>({
  testDir: 'e2e',
  // The support files have unit tests of their own, which are Vitest's.
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  globalSetup: './e2e/support/global-setup.ts',
  forbidOnly: process.env['CI'] !== undefined,
  // A test that fails now and then is a defect of ours. It is run again for the sake of its trace, which shows the
  // cause; and `npm test` names it, though it passed.
  retries: 1,
  // The runtime's threads and the software GPU take two cores for themselves.
  workers: Math.max(1, Math.floor(availableParallelism() / 3)),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: report }]],
  use: {
    // Recording every test to throw it away doubles the time of some; ask for it when one fails.
    trace: process.env['VITRINE_TRACE'] === undefined ? 'on-first-retry' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    // Tests count requests; those about the service worker allow it.
    serviceWorkers: 'block',
  },
  projects: [
    { name: 'page', testIgnore: ['runtime/**', 'gpu/**'], use: { ...launch(), runtime: 'wasm' } },
    {
      name: 'wasm-threads',
      testMatch: 'runtime/**/*.spec.ts',
      use: { ...launch(), isolated: true, runtime: 'wasm' },
    },
    {
      name: 'wasm-single',
      testMatch: 'runtime/**/*.spec.ts',
      // On one thread Vitest runs all of these, in Node.
      testIgnore: 'runtime/decoder-exports.spec.ts',
      use: { ...launch(), isolated: false, runtime: 'wasm' },
    },
    {
      name: 'webgpu',
      testMatch: ['runtime/**/*.spec.ts', 'gpu/**/*.spec.ts'],
      use: { ...launch(webgpuArgs), isolated: true, runtime: 'webgpu' },
    },
  ],
})
