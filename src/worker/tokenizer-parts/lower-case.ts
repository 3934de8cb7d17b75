/** Character by character: a Σ at the end of a word becomes σ, as everywhere else. */
export function lowerCase(text: string): string {
  return text.includes('Σ')
    ? text
        .split('Σ')
        .map((part) => part.toLowerCase())
        .join('σ')
    : text.toLowerCase()
}
