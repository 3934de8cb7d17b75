import { describe, expect, it } from 'vitest'
import { add, countPlaywright, countVitest, oneFailure } from './test-counts.js'

const vitest = {
  testResults: [
    {
      name: 'a.test.ts',
      status: 'passed',
      assertionResults: [
        { fullName: 'adds', status: 'passed' },
        { fullName: ' reads the fixtures', status: 'skipped' },
        { fullName: 'later', status: 'todo' },
        { fullName: 'also skipped', status: 'pending' },
      ],
    },
    {
      name: 'b.test.ts',
      status: 'failed',
      assertionResults: [{ fullName: 'subtracts', status: 'failed' }],
    },
    { name: 'broken-import.test.ts', status: 'failed', assertionResults: [] },
  ],
}

function playwrightTest(status: string, projectName: string, description?: string) {
  const annotations = description === undefined ? [] : [{ type: 'skip', description }]
  return { status, projectName, annotations }
}

const playwright = {
  errors: [{ message: 'global setup failed' }],
  suites: [
    {
      title: 'text.spec.ts',
      specs: [
        { title: 'writes', tests: [playwrightTest('expected', 'wasm-threads')] },
        { title: 'stops', tests: [playwrightTest('unexpected', 'webgpu')] },
      ],
      suites: [
        {
          title: 'with the fixtures',
          specs: [{ title: 'agrees', tests: [playwrightTest('skipped', 'page', 'no fixtures')] }],
        },
      ],
    },
  ],
}

describe('counting tests', () => {
  it('reads Vitest, and a file that broke before its tests is a failure', () => {
    expect(countVitest(JSON.stringify(vitest))).toEqual({
      passed: 1,
      failed: 2,
      skipped: 3,
      skippedNames: ['reads the fixtures', 'later', 'also skipped'],
      unsteadyNames: [],
    })
  })

  it('reads Playwright through nested groups, with the reason of a skip', () => {
    expect(countPlaywright(JSON.stringify(playwright))).toEqual({
      passed: 1,
      failed: 2,
      skipped: 1,
      skippedNames: ['agrees [page]: no fixtures'],
      unsteadyNames: [],
    })
  })

  it('names what passed only when it was run again', () => {
    const test = { projectName: 'page', status: 'flaky', annotations: [] }
    const suite = { title: 'a.spec.ts', specs: [{ title: 'loads', tests: [test] }] }
    const counted = countPlaywright(JSON.stringify({ suites: [suite], errors: [] }))
    expect(counted).toMatchObject({ passed: 1, failed: 0, unsteadyNames: ['loads [page]'] })
  })

  it('adds up', () => {
    const unit = countVitest(JSON.stringify(vitest))
    expect(add([unit, oneFailure, unit])).toMatchObject({ passed: 2, failed: 5, skipped: 6 })
  })
})
