/** Code for one of the tabs. */
export interface Snippet {
  readonly code: string
  /** What has to be there before it runs: a command for a terminal, if there is one. */
  readonly install?: string
  /** Whole sentences, for people. */
  readonly notes: readonly string[]
  /** What it may be saved as. */
  readonly file?: { readonly name: string; readonly type: CodeType }
  /** Too much to stand in the code: to be saved beside it. */
  readonly companion?: { readonly name: string; readonly text: string }
}

export type CodeType = 'text/x-python' | 'text/javascript'

/** Joins blocks of lines with an empty line between them. */
export function blocks(...parts: readonly (string | undefined | false)[]): string {
  return `${parts
    .filter((part) => typeof part === 'string' && part !== '')
    .map((part) => (part as string).replace(/^\n|\s+$/g, ''))
    .join('\n\n')}\n`
}

/** Joins lines, leaving out those that are not wanted. */
export function lines(...parts: readonly (string | undefined | false)[]): string {
  return parts.filter((part) => typeof part === 'string').join('\n')
}

/** As many class names as stand well in code; more go into a file beside it. */
export const mostInlineLabels = 20
/** The same for the values of tensors. */
export const mostInlineValues = 200

export function labelsCompanion(labels: readonly string[]) {
  return labels.length > mostInlineLabels
    ? { name: 'labels.json', text: `${JSON.stringify(labels, null, 1)}\n` }
    : undefined
}
