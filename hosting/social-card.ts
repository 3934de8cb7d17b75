import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import type { Manifest, Prediction } from '../src/protocol/manifest.ts'
import { escapeXml, linesOf } from './card-text.ts'

/** As every network wants it, 1.91 to 1. */
export const cardSize = { width: 1200, height: 630 } as const

const colours = { paper: '#f6f6f3', panel: '#ffffff', line: '#e1e3de', ink: '#191c1e' } as const
const muted = '#5b6267'
const usualAccent = '#0b6e75'
const edge = 72
/** Where what is shown beside the words begins. */
const showX = 730
const showWidth = cardSize.width - showX - edge

export interface Card {
  readonly title: string
  readonly description: string
  /** "#rrggbb" */
  readonly accent?: string
  readonly show?: CardShow
}

/** An example of what the model does. */
export type CardShow =
  | {
      readonly kind: 'picture'
      /** JPEG or PNG. */
      readonly bytes: Uint8Array
      readonly type: 'image/jpeg' | 'image/png'
      readonly predictions: readonly Prediction[]
    }
  | { readonly kind: 'text'; readonly prompt: string; readonly text: string }

/** What networks show beside a link to the site, as a PNG. */
export async function drawCard(card: Card): Promise<Uint8Array> {
  await started()
  const drawn = new Resvg(svgOf(card), {
    font: { fontBuffers: await fonts(), defaultFontFamily: 'Inter', loadSystemFonts: false },
  })
  try {
    return drawn.render().asPng()
  } finally {
    drawn.free()
  }
}

/** What a demo has to show of itself. `read` gives the bytes of one of its files. */
export async function cardOf(
  manifest: Manifest,
  read: (path: string) => Promise<Uint8Array>,
): Promise<Card> {
  const { title, description, theme } = manifest
  const show = await showOf(manifest, read)
  return {
    title,
    description,
    ...(theme?.accent !== undefined && { accent: theme.accent }),
    ...(show && { show }),
  }
}

async function showOf(
  manifest: Manifest,
  read: (path: string) => Promise<Uint8Array>,
): Promise<CardShow | undefined> {
  if ('preprocessing' in manifest) {
    const example = manifest.examples.find(({ image }) => /\.(jpe?g|png)$/i.test(image))
    if (example === undefined) return undefined
    const type = /png$/i.test(example.image) ? 'image/png' : 'image/jpeg'
    const predictions = 'predictions' in example ? (example.predictions ?? []) : []
    return { kind: 'picture', bytes: await read(example.image), type, predictions }
  }
  if (manifest.task !== 'text-generation') return undefined
  const example = manifest.examples.find(({ text }) => text !== undefined)
  if (example?.text === undefined) return undefined
  return { kind: 'text', prompt: example.prompt, text: example.text }
}

function svgOf({ title, description, accent = usualAccent, show }: Card): string {
  const widthPx = (show === undefined ? cardSize.width : showX) - 2 * edge
  const heading = linesOf(title, { fontPx: 72, widthPx, most: 3 })
  const words = linesOf(description, { fontPx: 32, widthPx, most: 4 })
  const wordsY = 150 + heading.length * 80
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${cardSize.width}" height="${cardSize.height}">
    <rect width="100%" height="100%" fill="${colours.paper}"/>
    <rect width="16" height="100%" fill="${accent}"/>
    ${textLines(heading, { x: edge, y: 150, fontPx: 72, step: 80, fill: colours.ink, weight: 600 })}
    ${textLines(words, { x: edge, y: wordsY, fontPx: 32, step: 44, fill: muted })}
    ${textLines(['Runs in your browser. Nothing is uploaded.'], {
      x: edge,
      y: cardSize.height - edge,
      fontPx: 28,
      step: 0,
      fill: accent,
      weight: 600,
    })}
    ${show === undefined ? '' : drawShow(show, accent)}
  </svg>`
}

function drawShow(show: CardShow, accent: string): string {
  const panel = `<rect x="${showX}" y="${edge}" width="${showWidth}" height="${cardSize.height - 2 * edge}" rx="24" fill="${colours.panel}" stroke="${colours.line}" stroke-width="2"/>`
  switch (show.kind) {
    case 'picture': {
      const data = Buffer.from(show.bytes).toString('base64')
      const tall = show.predictions.length === 0 ? cardSize.height - 2 * edge - 64 : 250
      const picture = `<image x="${showX + 32}" y="${edge + 32}" width="${showWidth - 64}" height="${tall}" href="data:${show.type};base64,${data}"/>`
      const bars = show.predictions.slice(0, 3).map((one, index) => bar(one, index, accent))
      return panel + picture + bars.join('')
    }
    case 'text': {
      const widthPx = showWidth - 72
      const lines = linesOf(show.prompt + show.text, { fontPx: 28, widthPx, most: 10 })
      return panel + writtenOn(lines, show.prompt.length).join('')
    }
    default:
      return show satisfies never
  }
}

/** A text whose beginning was given, and the rest written by the model. */
function writtenOn(lines: readonly string[], givenLength: number): string[] {
  let left = givenLength
  return lines.map((line, index) => {
    const given = escapeXml(line.slice(0, Math.max(0, left)))
    const written = escapeXml(line.slice(Math.max(0, left)))
    left -= line.length + 1
    return `<text x="${showX + 36}" y="${edge + 64 + index * 42}" font-family="Inter" font-size="28" fill="${muted}"><tspan font-weight="600" fill="${colours.ink}">${given}</tspan>${written}</text>`
  })
}

function bar({ class: name, prob }: Prediction, index: number, accent: string): string {
  const y = edge + 330 + index * 56
  const width = showWidth - 64
  const [label = ''] = linesOf(name, { fontPx: 24, widthPx: width - 110, most: 1 })
  const percent = `${(prob * 100).toFixed(1)} %`
  const end = `<text x="${showX + 32 + width}" y="${y}" font-size="24" fill="${muted}" text-anchor="end">${percent}</text>`
  const track = `<rect x="${showX + 32}" y="${y + 10}" width="${width}" height="8" rx="4" fill="${colours.line}"/>`
  const fill = `<rect x="${showX + 32}" y="${y + 10}" width="${Math.max(8, width * prob)}" height="8" rx="4" fill="${accent}"/>`
  const text = textLines([label], { x: showX + 32, y, fontPx: 24, step: 0, fill: colours.ink })
  return text + end + track + fill
}

interface Placed {
  readonly x: number
  /** Of the first line's base. */
  readonly y: number
  readonly fontPx: number
  readonly step: number
  readonly fill: string
  readonly weight?: number
}

function textLines(lines: readonly string[], { x, y, fontPx, step, fill, weight = 400 }: Placed) {
  return lines
    .map(
      (line, index) =>
        `<text x="${x}" y="${y + index * step}" font-family="Inter" font-size="${fontPx}" font-weight="${weight}" fill="${fill}">${escapeXml(line)}</text>`,
    )
    .join('')
}

const require = createRequire(import.meta.url)
let starting: Promise<void> | undefined
let loadedFonts: Promise<Uint8Array[]> | undefined

function started(): Promise<void> {
  return (starting ??= start())
}

async function start(): Promise<void> {
  try {
    await initWasm(await readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')))
  } catch (error) {
    // Vite loads its configuration, and with it this file, anew for every build of a process. The package stays, and
    // refuses to be started twice.
    if (!(error instanceof Error) || !error.message.startsWith('Already initialized')) throw error
  }
}

function fonts(): Promise<Uint8Array[]> {
  const names = ['400Regular/Inter_400Regular.ttf', '600SemiBold/Inter_600SemiBold.ttf']
  return (loadedFonts ??= Promise.all(
    names.map((name) => readFile(require.resolve(`@expo-google-fonts/inter/${name}`))),
  ))
}
