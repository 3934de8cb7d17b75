import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/**
 * Unit tests, apart from vite.config.ts: the site's plugins read every export and build style sheets,
 * which no unit test needs. The ending decides where a test runs: `.test.ts` in Node, `.test.tsx` in
 * a page. Tests in a real browser are Playwright's: playwright.config.ts.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['{src,hosting,scripts,e2e,bench}/**/*.test.ts'],
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'page',
          environment: 'happy-dom',
          include: ['src/**/*.test.tsx'],
          setupFiles: ['./src/testing/patience.ts'],
          testTimeout: 15_000,
        },
      },
    ],
  },
})
