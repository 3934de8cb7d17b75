import { readFileSync } from 'node:fs'
import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js'
import { Version } from 'csp_evaluator/dist/csp.js'
import { Severity } from 'csp_evaluator/dist/finding.js'
import { CspParser } from 'csp_evaluator/dist/parser.js'
import { describe, expect, it } from 'vitest'
import {
  contentSecurityPolicy,
  embedHeaders,
  embedPolicy,
  linkWorkerPolicy,
  siteHeaders,
} from './headers.js'
import { loadObservatory } from './observatory.ts'

/** What Google's CSP Evaluator has to say that is worse than "may be a problem". */
function complaints(policy: string): string[] {
  return new CspEvaluator(new CspParser(policy).csp, Version.CSP3)
    .evaluate()
    .filter(({ severity }) => severity < Severity.MEDIUM_MAYBE)
    .map(({ severity, directive, value }) => `${Severity[severity]} ${directive} ${value ?? ''}`)
}

describe('csp_evaluator', () => {
  it.each([
    ['the page', contentSecurityPolicy()],
    ['the page with weights elsewhere', contentSecurityPolicy(['https://huggingface.co'])],
    ['the worker for links', linkWorkerPolicy()],
    ['frames anywhere', embedPolicy([])],
    ['frames on listed sites', embedPolicy(['https://a.example', 'https://b.example'])],
  ])('has nothing against the policy of %s', (_, policy) => {
    expect(complaints(policy)).toEqual([])
  })

  it('would have something against a weaker one', () => {
    const weak = contentSecurityPolicy().replace("script-src 'self'", "script-src 'unsafe-inline'")
    expect(complaints(weak).join('\n')).toContain('HIGH script-src')
  })
})

const judge = await loadObservatory()
if (judge === undefined)
  console.warn('Skipped: the HTTP Observatory’s score, whose code could not be fetched from npm.')

describe.skipIf(judge === undefined)('the HTTP Observatory', () => {
  const html = readFileSync(new URL('../index.html', import.meta.url), 'utf8')
  // A bundle's script, as a build puts it in place of the source.
  const built = html.replace(/src="\/?src\/main\.tsx"/, 'src="./assets/index-1.js"')

  it('gives the page 130 points, an A+', () => {
    expect(judge?.(siteHeaders(), built)).toMatchObject({
      score: 130,
      grade: 'A+',
      found: {
        'content-security-policy': 'csp-implemented-with-no-unsafe-default-src-none',
        'subresource-integrity': 'sri-not-implemented-but-all-scripts-loaded-from-secure-origin',
      },
    })
  })

  it('gives the page for frames 120 points, an A+, for it is there to be embedded', () => {
    expect(judge?.(embedHeaders(), built)).toMatchObject({ score: 120, grade: 'A+' })
  })

  it('would give a page without headers 30 points, a D', () => {
    expect(judge?.({}, built)).toMatchObject({ score: 30, grade: 'D' })
  })
})
