// @ts-check
/** `node scripts/write-schema.js` brings public/vitrine.schema.json up to date with src/exports/schemas.ts. */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { format } from 'prettier'
import { runnerImport } from 'vite'

const source = fileURLToPath(new URL('../src/exports/vitrine-json-schema.ts', import.meta.url))
const file = new URL('../public/vitrine.schema.json', import.meta.url)

/** @type {{ module: typeof import('../src/exports/vitrine-json-schema.ts') }} */
const { module } = await runnerImport(source, { configFile: false })
writeFileSync(
  file,
  await format(JSON.stringify(module.vitrineJsonSchema()), { parser: 'json', printWidth: 100 }),
)
console.log(`Wrote ${fileURLToPath(file)}`)
