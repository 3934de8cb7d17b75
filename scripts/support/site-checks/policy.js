// @ts-check
/**
 * Compares Content-Security-Policies: what one refuses that the site needs, and what it allows that the site does not.
 *
 * @typedef {Map<string, Set<string>>} Policy
 * @typedef {{ directive: string, source: string }} Difference
 */

/**
 * @param {string} header A header's value; a list of policies is divided by commas.
 * @returns {Policy[]}
 */
export function parsePolicies(header) {
  return header
    .split(',')
    .map((text) => {
      /** @type {Policy} */
      const policy = new Map()
      for (const part of text.split(';')) {
        const [name = '', ...sources] = part.trim().split(/\s+/)
        // Of a directive that stands twice the first counts.
        if (name !== '' && !policy.has(name.toLowerCase()))
          policy.set(name.toLowerCase(), new Set(sources.filter((source) => source !== "'none'")))
      }
      return policy
    })
    .filter((policy) => policy.size > 0)
}

/** What stands in for a directive that is absent, in this order (CSP level 3, §6.8.3). @type {Readonly<Record<string, readonly string[]>>} */
const standIns = {
  'script-src': ['default-src'],
  'style-src': ['default-src'],
  'img-src': ['default-src'],
  'font-src': ['default-src'],
  'connect-src': ['default-src'],
  'manifest-src': ['default-src'],
  'object-src': ['default-src'],
  'frame-src': ['child-src', 'default-src'],
  'worker-src': ['child-src', 'script-src', 'default-src'],
}

/** Directives whose values are no sources, and what the site needs of them is said below. */
const switches = ['require-trusted-types-for', 'trusted-types', 'frame-ancestors']

/**
 * What of our policy another one refuses.
 * @param {Policy} ours
 * @param {Policy} theirs
 * @param {string} origin Of the site: another name for 'self'.
 * @returns {Difference[]}
 */
export function refusedBy(theirs, ours, origin) {
  const differences = []
  for (const [directive, needed] of ours) {
    if (switches.includes(directive)) continue
    const allowed = effective(theirs, directive)
    for (const source of needed)
      if (allowed !== undefined && !allows(allowed, source, origin))
        differences.push({ directive, source })
  }
  const types = theirs.get('trusted-types')
  if (types !== undefined && !types.has('default') && !types.has('*'))
    differences.push({ directive: 'trusted-types', source: 'default' })
  return differences
}

/**
 * What another policy allows beyond ours, or does not limit at all.
 * @param {Policy} ours
 * @param {Policy} theirs
 * @param {string} origin
 * @returns {Difference[]} `source` is `*` for what is not limited.
 */
export function allowedBeyond(theirs, ours, origin) {
  const differences = []
  for (const [directive, limit] of ours) {
    if (directive === 'default-src' || directive === 'trusted-types') continue
    const allowed = effective(theirs, directive)
    if (allowed === undefined) differences.push({ directive, source: '*' })
    else
      for (const source of allowed)
        if (!allows(limit, source, origin) && source !== origin)
          differences.push({ directive, source })
  }
  return differences
}

/**
 * @param {Policy} policy
 * @param {string} directive
 * @returns {Set<string> | undefined} Nothing: not limited.
 */
function effective(policy, directive) {
  const name = [directive, ...(standIns[directive] ?? [])].find((one) => policy.has(one))
  return name === undefined ? undefined : policy.get(name)
}

/**
 * @param {Set<string>} allowed
 * @param {string} source
 * @param {string} origin
 */
function allows(allowed, source, origin) {
  if (allowed.has(source)) return true
  if (source === "'self'") return allowed.has(origin) || allowed.has('*')
  if (source === "'wasm-unsafe-eval'") return allowed.has("'unsafe-eval'")
  const isNetwork = !source.startsWith("'") && source !== 'blob:' && source !== 'data:'
  // The wide sources hold the narrow ones; loopback over http only "*" does.
  return isNetwork && (allowed.has('*') || (allowed.has('https:') && !source.startsWith('http:')))
}
