import { plainPath } from '../../core/formats/data-path.ts'
import type { Web } from './web.ts'

/** Files that an export consists of, by their endings. */
const fileName = /\.(onnx|onnx[._]data(_\d+)?|json|txt|csv|names|jpe?g|png|webp|gif|bmp|avif|svg)$/i
const maxNames = 60

/** Names of files that stand as values in a JSON file, relative to the export; `folder` is the JSON's own. */
export function namesIn(json: string, folder: string): string[] {
  const names = new Set<string>()
  const visit = (value: unknown, depth: number) => {
    if (names.size >= maxNames || depth > 6) return
    if (typeof value === 'string') {
      const path = fileName.test(value) ? plainPath(value) : undefined
      if (path !== undefined) names.add(folder + path)
    } else if (typeof value === 'object' && value !== null) {
      // Of long lists (labels, say) the beginning is enough.
      for (const inner of Object.values(value).slice(0, 200)) visit(inner, depth + 1)
    }
  }
  try {
    visit(JSON.parse(json), 0)
  } catch {
    // Whoever needs the file will say that it is not JSON.
  }
  return [...names]
}

/** The files to which the page leads that a server shows in place of a folder; none where it shows no such page. */
export async function listedNames(web: Web, base: string): Promise<string[]> {
  const page = await web.page()
  const names = new Set<string>()
  for (const [, quoted] of (page ?? '').matchAll(/\bhref\s*=\s*["']([^"'?#]+)["']/gi)) {
    const url =
      quoted !== undefined && URL.canParse(quoted, base) ? new URL(quoted, base) : undefined
    if (url === undefined || !url.href.startsWith(base) || names.size >= maxNames) continue
    const path = plainPath(decoded(url.href.slice(base.length)))
    if (path !== undefined && fileName.test(path)) names.add(path)
  }
  return [...names]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
