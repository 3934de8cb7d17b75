import { describe, expect, it } from 'vitest'
import { elementSnippet, embedUrl, iframeSnippet } from './embed-snippets.ts'

const demo = { site: 'https://demos.example/x/', model: 'cifar10', title: 'Small pictures' }

describe('what is pasted into another page', () => {
  it('leads to the page for frames, with what was asked for and what was shared', () => {
    expect(embedUrl({ ...demo, runtime: 'wasm', theme: 'dark', state: 'a=1&b=2' })).toBe(
      'https://demos.example/x/embed/?model=cifar10&runtime=wasm&theme=dark#a=1&b=2',
    )
    expect(embedUrl({ ...demo, runtime: 'auto', theme: 'auto' })).toBe(
      'https://demos.example/x/embed/?model=cifar10',
    )
  })

  it('carries a link to an export whole', () => {
    const model = 'https://a.example/m/?x=1&model=2#y'
    const { searchParams } = new URL(embedUrl({ ...demo, model }))
    expect(searchParams.get('model')).toBe(model)
  })

  it('is a frame with a name, a state, and leave for the camera', () => {
    const html = iframeSnippet({ ...demo, state: 'topK=5' })
    expect(html).toContain('src="https://demos.example/x/embed/?model=cifar10#topK=5"')
    expect(html).toContain('title="Small pictures"')
    expect(html).toMatch(/allow="camera; .*cross-origin-isolated"/)
  })

  it('is an element with the script of its own site', () => {
    expect(elementSnippet({ ...demo, runtime: 'webgpu' })).toBe(
      `<script type="module" src="https://demos.example/x/vitrine.js"></script>
<vitrine-demo model="cifar10" runtime="webgpu"></vitrine-demo>`,
    )
  })

  it('lets no title and no model out of its attribute', () => {
    const hostile = '"><script>alert(1)</script>&quot;'
    for (const html of [
      iframeSnippet({ ...demo, title: hostile }),
      elementSnippet({ ...demo, model: hostile }),
    ])
      expect(html).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;quot;')
  })
})
