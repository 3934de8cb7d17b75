import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { builtPage } from './embed-plugin.ts'

const source = readFileSync(new URL('../embed/index.html', import.meta.url), 'utf8')
const page = `<head>
  <script src="./recover.js"></script>
  <script type="module" crossorigin src="./assets/index-1.js"></script>
  <link rel="modulepreload" crossorigin href="./assets/react-2.js">
  <link rel="stylesheet" crossorigin href="./assets/index-3.css">
</head>`

describe('the page for frames', () => {
  it('has the scripts and styles of the page itself, from one folder above', () => {
    const built = builtPage(source, page, [])
    const addresses = [...built.matchAll(/ (?:src|href)="([^"]*)"/g)].map(([, address]) => address)
    expect(addresses).toEqual([
      '../recover.js',
      '../favicon.svg',
      '../embed/early.js',
      '../assets/index-1.js',
      '../assets/react-2.js',
      '../assets/index-3.css',
      '../',
    ])
    expect(built).toContain('data-page="embed"')
  })

  it('says where the site lies only behind what is relative to the file', () => {
    const built = builtPage(source, page, [])
    expect(built.indexOf('<base ')).toBeGreaterThan(built.lastIndexOf('../assets/'))
  })

  it('names who is to hear what it answers, and by default nobody', () => {
    const listed = builtPage(source, page, ['https://a.example', 'https://b.example'])
    expect(listed).toContain(
      '<meta name="vitrine-embed-origins" content="https://a.example https://b.example">',
    )
    expect(builtPage(source, page, [])).not.toContain('vitrine-embed-origins')
  })

  it('is not written without its scripts', () => {
    expect(() => builtPage(source, '<head></head>', [])).toThrow(/no script/)
  })
})
