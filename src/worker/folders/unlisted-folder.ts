import { plainPath } from '../../core/formats/data-path.ts'
import { folderOf, type ExportFolder } from '../../exports/folder.ts'
import { readGraph } from '../../exports/graph/read-graph.ts'
import { VitrineError } from '../../protocol/errors.ts'
import type { ExportFile } from '../../protocol/manifest.ts'
import type { LinkContext } from './link-context.ts'
import { linkFolder } from './link-folder.ts'
import { listedNames, namesIn } from './mentioned-names.ts'
import { createWeb, type Web } from './web.ts'

/** `exports/read-export.ts` says what to ask for: without `found` what tells a layout, then what that may need. */
export type PathsToAsk = (found?: ReadonlySet<string>) => readonly string[]

/** Nobody's convention, but what people call the names of classes. */
const usualLabels = ['labels.txt', 'labels.json', 'classes.txt']

/**
 * A folder on the web that nobody lists: every file that a layout may have is asked for by its name, then those that
 * the found ones name.
 * @param base absolute address; ends in "/"
 * @param model the one file that is known to lie there, where the link names it
 * @throws VitrineError when no model is found, and something other than "not found" stood in the way
 */
export async function unlistedFolder(
  base: string,
  pathsToAsk: PathsToAsk,
  context: LinkContext,
  model?: string,
): Promise<ExportFolder> {
  const web = createWeb(base, context.signal)
  const found = createFound(web)
  if (model !== undefined) {
    await found.ask([model])
    if (!found.has(model)) throw web.trouble() ?? new VitrineError('file-missing', { path: model })
  }
  await found.ask(pathsToAsk())
  await found.ask(pathsToAsk(found.paths()))
  await found.askMentioned()
  // Last, because it is no convention: many servers answer a folder's address with links to what lies in it.
  if (found.models().length === 0) await found.ask(await listedNames(web, base))
  const trouble = web.trouble()
  if (found.models().length === 0 && trouble !== undefined) throw trouble
  if (found.models().length > 0) await found.ask(usualLabels)
  await Promise.all(found.models().map((path) => askUsualData(found, path)))
  return linkFolder(
    {
      id: nameOf(model, base),
      base,
      files: found.files,
      texts: found.texts,
      web,
      onModel: dataAsker(found),
    },
    context,
  )
}

function nameOf(model: string | undefined, base: string): string {
  if (model !== undefined) return model.replace(/\.onnx$/i, '')
  const { pathname, host } = new URL(base)
  return decodeURIComponent(pathname.split('/').at(-2) ?? '') || host
}

/** As many connections as browsers have to one host; a request that waits for one must not look stalled. */
const atOnce = 6

type FoundFiles = ReturnType<typeof createFound>

function createFound(web: Web) {
  const files: ExportFile[] = []
  const texts = new Map<string, string>()
  const asked = new Set<string>()

  async function askOne(path: string): Promise<void> {
    // Small JSON is read to see whether it is there; everything else is only looked for.
    if (/\.json$/i.test(path) && !/(tokenizer|vocab)\.json$/i.test(path)) {
      const text = await web.text(path)
      if (text === undefined) return
      texts.set(path, text)
      files.push({ path, sizeBytes: new TextEncoder().encode(text).length })
      return
    }
    const facts = await web.look(path)
    if (facts !== undefined) files.push({ path, ...facts })
  }

  async function askEach(queue: Iterable<string>): Promise<void> {
    for (const path of queue) await askOne(path)
  }

  const has = (path: string) => files.some((file) => file.path === path)
  async function ask(paths: Iterable<string>): Promise<void> {
    const fresh = [...new Set(paths)].filter((path) => !asked.has(path))
    for (const path of fresh) asked.add(path)
    // One iterator for all of them: each takes the next path when it is done with its last.
    const queue = fresh.values()
    await Promise.all(Array.from({ length: atOnce }, () => askEach(queue)))
    // In the order in which they were asked for, whichever answered first.
    const order = [...asked]
    files.sort((a, b) => order.indexOf(a.path) - order.indexOf(b.path))
  }
  return {
    files,
    texts,
    has,
    ask,
    paths: () => new Set(files.map(({ path }) => path)),
    models: () => files.map(({ path }) => path).filter((path) => /\.onnx$/i.test(path)),
    async askMentioned() {
      await ask([...texts].flatMap(([path, text]) => namesIn(text, folderOf(path))))
    },
  }
}

/** Data files as exporters name them: `model.onnx_data`, `model.onnx_data_1`, …, or `model.onnx.data`. */
async function askUsualData(found: FoundFiles, model: string): Promise<void> {
  await found.ask([`${model}_data`, `${model}.data`])
  for (let number = 1; number < 100; number++) {
    const before = number === 1 ? `${model}_data` : `${model}_data_${number - 1}`
    if (!found.has(before)) return
    await found.ask([`${model}_data_${number}`])
  }
}

/** The graph says for certain what its data files are called. */
function dataAsker(found: FoundFiles) {
  return async (path: string, model: Blob): Promise<void> => {
    const { external } = await readGraph(model, path)
    // What is no plain path is refused by whoever reads the graph next; it is not asked for.
    const plain = external.flatMap(({ location }) => plainPath(location) ?? [])
    await found.ask(plain.map((location) => folderOf(path) + location))
  }
}
