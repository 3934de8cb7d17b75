// @ts-check
/** Writes the files in which hosts look for headers from hosting/headers.js. Run it after changing a header. */
import { writeFileSync } from 'node:fs'
import { hostFiles } from '../hosting/host-files.js'
import { nginxFiles } from '../hosting/nginx-file.js'

for (const { path, content } of [...hostFiles, ...nginxFiles]) {
  writeFileSync(new URL(`../${path}`, import.meta.url), content())
  console.log(`Wrote ${path}`)
}
