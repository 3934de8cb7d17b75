import { tableAnswer } from '../../protocol/table-json.ts'
import type { Answer } from './exhibit.ts'
import type { Problem } from './problem.ts'
import type { TableManifest } from './row.ts'

export { targetName } from '../../protocol/table-json.ts'

export function answerJson(answer: Answer, manifest: TableManifest): string {
  return JSON.stringify(tableAnswer(answer, manifest))
}

export function problemJson({ code, words: { title, reason } }: Problem): string {
  const message = reason === undefined ? title : `${title} ${reason}`
  return JSON.stringify({ error: { code, message } })
}
