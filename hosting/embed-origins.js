// @ts-check
/**
 * The sites that may frame a demo and are told what it answers: `npm run build -- --embed-origins https://a.example`,
 * or `VITRINE_EMBED_ORIGINS`, separated by commas. Without such a list everybody may frame it, and nobody is told.
 * @param {string} [text]
 * @returns {readonly string[]} Each once, in the order given.
 * @throws {TypeError} When one is no origin: it goes into a header as it is.
 */
export function embedOrigins(text = process.env['VITRINE_EMBED_ORIGINS'] ?? '') {
  const given = text.split(/[\s,]+/).filter((part) => part !== '')
  return [...new Set(given.map(origin))]
}

/** @param {string} text */
function origin(text) {
  const isOrigin =
    /^https?:\/\/[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text
  if (!isOrigin)
    throw new TypeError(
      `An origin is a scheme and a host such as https://example.org, with no path: ${text}`,
    )
  return text
}
