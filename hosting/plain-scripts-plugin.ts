import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { minify, type Plugin } from 'vite'

/** Scripts of `public/`, which Vite copies as they are. They run before everything else, so every visitor waits for them. */
const paths = ['recover.js', 'theme.js', 'embed/early.js']

/** Takes the comments out of them, and what else a browser does not need. */
export function plainScriptsPlugin(): Plugin {
  return {
    name: 'vitrine-plain-scripts',
    apply: 'build',
    async writeBundle({ dir }) {
      if (this.environment.name !== 'client' || dir === undefined) return
      const files = paths.map((path) => join(dir, path))
      await Promise.all(
        files.map(async (file) => {
          const { code, errors } = await minify(file, await readFile(file, 'utf8'))
          if (errors.length > 0) throw new Error(`${file}: ${errors[0]!.message}`)
          await writeFile(file, code)
        }),
      )
    },
  }
}
