import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { errorCodes, VitrineError, type ErrorCode } from './errors.ts'
import { describeError } from './messages.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const isTest = /\.(test|spec)\.tsx?$/
/** What says every code for another reason. */
const lists = /protocol\/(errors|messages|messages\.test|error-codes\.test)\.ts$/

function textOf(folder: string, keep: (path: string) => boolean): string {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => `${folder}/${path}`)
    .filter((path) => keep(path) && !lists.test(path))
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .join('\n')
}

const shipped = textOf('src', (path) => !isTest.test(path) && !path.startsWith('src/testing'))
const tests = [
  // Tables of tests: which file ends how.
  textOf('src/testing', (path) => path.includes('hostile')),
  textOf('src', (path) => isTest.test(path)),
  textOf('e2e', (path) => isTest.test(path)),
].join('\n')

/** The words of a heading that stand there whatever the facts are. */
function headingOf(code: ErrorCode): string {
  const parts = describeError(new VitrineError(code)).title.split(/“[^”]*”|unknown/)
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest)).trim()
}

describe.each(errorCodes)('the code %s', (code) => {
  it('is given by something that is shipped', () => {
    expect(shipped).toContain(`'${code}'`)
  })

  it('is met by a test, under its name or in its words', () => {
    const words = headingOf(code).replace(/\.$/, '')
    const isMet = [`'${code}'`, `${code}: `, words].some((sign) => tests.includes(sign))
    expect(isMet, words).toBe(true)
  })
})
