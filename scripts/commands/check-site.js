// @ts-check
import { Advice, parse, report } from '../support/command.js'
import { checkSite } from '../support/site-checks/check-site.js'
import { lineOf } from '../support/site-checks/finding.js'

const usage = `npm run check-site -- <url>    visits a published site and says what is misconfigured`

/** @param {readonly string[]} args */
export function run(args) {
  return report(async () => {
    const { positionals } = parse({ args: [...args], allowPositionals: true, options: {} }, usage)
    const [text, ...more] = positionals
    if (text === undefined || more.length > 0)
      throw new Advice(`Which site? Name its address.\n\n${usage}`)
    const findings = await checkSite(addressOf(text))
    for (const finding of findings) console.log(lineOf(finding))
    const count = (/** @type {string} */ level) =>
      findings.filter((finding) => finding.level === level).length
    console.log(`\n${count('wrong')} wrong, ${count('warning')} to look at, ${count('ok')} ok`)
    if (count('wrong') > 0) process.exitCode = 1
  })
}

/**
 * @param {string} text As typed: without a scheme it is https, on this machine http.
 * @returns {URL}
 */
function addressOf(text) {
  const isLocal = /^(localhost|127\.|\[::1\])/.test(text)
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
    ? text
    : `${isLocal ? 'http' : 'https'}://${text}`
  if (!URL.canParse(withScheme) || !/^https?:$/.test(new URL(withScheme).protocol))
    throw new Advice(
      `“${text}” is not the address of a site. It looks like https://example.org/demo/`,
    )
  return new URL(withScheme)
}
