// @ts-check
/**
 * @typedef {object} Finding
 * @property {'ok' | 'warning' | 'wrong'} level `wrong`: something does not work for visitors, or will not.
 *   `warning`: it works, but slower, or with less protection than it could have.
 * @property {string} what One sentence.
 * @property {string} [why] What follows from it for visitors.
 * @property {string} [todo]
 */

/**
 * @param {string} what
 * @returns {Finding}
 */
export function ok(what) {
  return { level: 'ok', what }
}

/**
 * @param {string} what
 * @param {string} why
 * @param {string} todo
 * @returns {Finding}
 */
export function warning(what, why, todo) {
  return { level: 'warning', what, why, todo }
}

/**
 * @param {string} what
 * @param {string} why
 * @param {string} todo
 * @returns {Finding}
 */
export function wrong(what, why, todo) {
  return { level: 'wrong', what, why, todo }
}

/**
 * @param {Finding} finding
 * @returns {string} One line.
 */
export function lineOf({ level, what, why, todo }) {
  return [level.padEnd(8), what, why, todo]
    .filter((part) => part !== undefined)
    .join(' ')
    .replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
}

/**
 * @param {readonly string[]} names
 * @returns {string} The first two and how many more there are.
 */
export function listed(names) {
  const [first = '', second] = names
  if (second === undefined) return first
  if (names.length === 2) return `${first} and ${second}`
  return `${first}, ${second} and ${names.length - 2} more`
}
