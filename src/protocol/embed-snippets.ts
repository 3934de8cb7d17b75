/** HTML for other people's pages: ready to be pasted, with whatever is in it escaped. */

export interface EmbeddedDemo {
  /** Absolute address of the site, ending in "/". */
  readonly site: string
  /** As after `?model=`: a demo's id, or the address of an export. */
  readonly model: string
  /** As after `&runtime=`; absent: what is quickest. */
  readonly runtime?: string
  /** `light` or `dark`; absent: as the visitor's device has it. */
  readonly theme?: string
  /** Names the frame for whoever does not see it. */
  readonly title: string
  /** What stands behind the "#" of a link to it: input and settings. */
  readonly state?: string
}

/** What a frame is allowed: what the demo asks the visitor for, and threads where the page around has them. */
export const frameAllows = ['camera', 'clipboard-write', 'web-share', 'cross-origin-isolated']

/** The address of a demo for frames. */
export function embedUrl(demo: Omit<EmbeddedDemo, 'title'>): string {
  const query = wishes(demo).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  const { site, state = '' } = demo
  return `${site}embed/?${query.join('&')}${state === '' ? '' : `#${state}`}`
}

/** A frame, which needs no script on the page around it. */
export function iframeSnippet(demo: EmbeddedDemo): string {
  return `<iframe
  src="${escaped(embedUrl(demo))}"
  title="${escaped(demo.title)}"
  width="100%" height="720" style="border: 0"
  loading="lazy"
  allow="${frameAllows.join('; ')}"
></iframe>`
}

/** The custom element: as high as its demo, and loaded when it is seen. */
export function elementSnippet(demo: EmbeddedDemo): string {
  const attributes = wishes(demo).map(([name, value]) => ` ${name}="${escaped(value)}"`)
  return `<script type="module" src="${escaped(demo.site)}vitrine.js"></script>
<vitrine-demo${attributes.join('')}></vitrine-demo>`
}

/** What is asked for, under the names that address and element both have for it. */
function wishes({ model, runtime, theme }: Omit<EmbeddedDemo, 'title'>): [string, string][] {
  return [
    ['model', model],
    ...(runtime === undefined || runtime === 'auto' ? [] : [['runtime', runtime]]),
    ...(theme === undefined || theme === 'auto' ? [] : [['theme', theme]]),
  ] as [string, string][]
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
