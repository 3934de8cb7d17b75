import { execFile } from 'node:child_process'
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync, cpSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'vite'
import { docExamples } from './doc-examples.ts'

const path = (from: string) => fileURLToPath(new URL(`../../${from}`, import.meta.url))
const dist = path('dist')
const root = path('.vitrine/package-app')

/** As strict as a compiler can be, and on our declarations too. */
const compilerOptions = {
  target: 'ES2023',
  lib: ['ES2023', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
  module: 'ESNext',
  moduleResolution: 'Bundler',
  jsx: 'react-jsx',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  noEmit: true,
  types: [],
}

/**
 * A React app as docs/embedding.md has it, with the package in its `node_modules`: what `npm pack` takes of the built
 * site, and nothing else. Its own `node_modules` lie above it, those of this project.
 * @param exportDir what it loads @returns what the compiler says of it, and the folder of the built app
 */
export async function buildPackageApp(exportDir: string): Promise<{ said: string; app: string }> {
  rmSync(root, { recursive: true, force: true })
  installPackage(join(root, 'node_modules/vitrine'))
  const write = (name: string, text: string) => writeFileSync(join(root, name), text)
  const examples = docExamples('embedding.md')
  for (const name of ['story.tsx', 'vite.config.ts']) write(name, examples.get(name) ?? '')
  write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['story.tsx'] }))
  write(
    'main.tsx',
    `import { createRoot } from 'react-dom/client'
     import { StrictMode } from 'react'
     import { Story } from './story'
     const story = <StrictMode><Story exportDir="${exportDir}" /></StrictMode>
     createRoot(document.getElementById('root')!).render(story)`,
  )
  write(
    'index.html',
    '<!doctype html><link rel="icon" href="data:,"><title>A story</title><div id="root"></div><script type="module" src="./main.tsx"></script>',
  )
  const app = join(root, 'dist')
  const [said] = await Promise.all([
    compile(),
    build({ root, base: './', logLevel: 'error', build: { outDir: app } }),
  ])
  return { said, app }
}

/** Links the files that the package's own list names. */
function installPackage(folder: string): void {
  const { files } = JSON.parse(readFileSync(join(dist, 'package.json'), 'utf8')) as {
    files: string[]
  }
  for (const file of ['package.json', ...files]) {
    const [from, to] = [join(dist, file), join(folder, file)]
    mkdirSync(dirname(to), { recursive: true })
    if (statSync(from).isDirectory()) cpSync(from, to, { recursive: true })
    else linkSync(from, to)
  }
}

async function compile(): Promise<string> {
  try {
    await promisify(execFile)(process.execPath, [
      path('node_modules/typescript/bin/tsc'),
      '-p',
      root,
    ])
    return ''
  } catch (error) {
    return (error as { stdout?: string }).stdout ?? String(error)
  }
}
