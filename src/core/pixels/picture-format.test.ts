import { describe, expect, it } from 'vitest'
import { sniff } from './picture-format.ts'

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
const brands = (...names: string[]) =>
  bytes(`\0\0\0${String.fromCharCode(8 + names.length * 4)}ftyp${names.join('')}`)

function named(head: Uint8Array): string {
  const sniffed = sniff(head)
  if (sniffed.kind === 'other') return sniffed.found
  return sniffed.kind === 'unknown' ? 'unknown' : `${sniffed.kind} ${sniffed.format}`
}

describe('sniff', () => {
  it.each([
    ['picture JPEG', '\xff\xd8\xff\xe0\0\x10JFIF'],
    ['picture PNG', '\x89PNG\r\n\x1a\n'],
    ['picture PNG', '\x09PNG\r\n\x1a\n'],
    ['picture PNG', '\x89PNG\n\x1a\n\0\0'],
    ['a text file', 'APNG is a PNG that moves'],
    ['picture GIF', 'GIF89a\x01\0'],
    ['picture WebP', 'RIFF\x10\0\0\0WEBPVP8 '],
    ['picture BMP', 'BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0'],
    ['picture ICO', '\0\0\x01\0\x01\0'],
    ['unsupported TIFF', 'II*\0\x08\0\0\0'],
    ['unsupported TIFF', 'MM\0*\0\0\0\x08'],
    ['unsupported JPEG XL', '\xff\x0a\xfa\x1f'],
    ['unsupported JPEG XL', '\0\0\0\x0cJXL \r\n\x87\n'],
    ['unsupported JPEG 2000', '\0\0\0\x0cjP  \r\n\x87\n'],
    ['unsupported Photoshop (PSD)', '8BPS\0\x01'],
    ['unsupported QOI', 'qoif\0\0\0\x10'],
    ['unsupported Netpbm (PPM)', 'P6\n224 224\n255\n\0\0'],
    ['a PDF document', '%PDF-1.7\n'],
    ['a zip archive or an Office document', 'PK\x03\x04\x14\0'],
    ['a gzip archive', '\x1f\x8b\x08\0'],
    ['a WebM or Matroska video', '\x1a\x45\xdf\xa3\x01'],
    ['a WAV recording', 'RIFF\x10\0\0\0WAVEfmt '],
    ['an ONNX model', '\x08\x08\x12\x07pytorch'],
    ['a JSON file', ' {\n  "task": "vision"\n}'],
    ['a JSON file', '[1, 2]'],
    ['a web page', '\n<!DOCTYPE html>\n<html>'],
    ['a web page', '<!-- saved from somewhere --><html lang="en">'],
    ['an XML file', '<?xml version="1.0"?>\n<rss version="2.0">'],
    [
      'a Git LFS pointer instead of the file itself',
      'version https://git-lfs.github.com/spec/v1\n',
    ],
    ['a text file', 'BMW and Mercedes, a comparison'],
    ['a text file', 'Grüße'],
    ['unknown', '\0\x01\x02\x03'],
  ])('knows %s', (expected, head) => {
    expect(named(bytes(head))).toBe(expected)
  })

  it.each([
    '<svg xmlns="http://www.w3.org/2000/svg">',
    '\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8"?>\n<!-- Inkscape -->\n<svg\n',
    '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C" "svg11.dtd" [<!ENTITY a "b">]>\n<svg:svg >',
    '\xff\xfe<\0s\0v\0g\0>\0',
    `<!--${'x'.repeat(3000)}--><svg>`,
    '   \n<svg/>',
  ])('knows SVG however it begins: %j', (head) => {
    expect(named(bytes(head))).toBe('unsupported vector (SVG)')
  })

  it('does not take a web page with a drawing in it for SVG', () => {
    expect(named(bytes('<!doctype html><body><svg></svg>'))).toBe('a web page')
  })

  it('tells AVIF, HEIC and MP4 apart by their brands', () => {
    expect(named(brands('avif', '\0\0\0\0', 'mif1', 'avif'))).toBe('picture AVIF')
    expect(named(brands('mif1', '\0\0\0\0', 'mif1', 'avif'))).toBe('picture AVIF')
    expect(named(brands('heic', '\0\0\0\0', 'mif1', 'heic'))).toBe('unsupported HEIC')
    expect(named(brands('isom', '\0\0\x02\0', 'isom', 'mp41'))).toBe('an MP4 video')
  })

  it('tells owners of HEIC pictures what to change', () => {
    expect(sniff(brands('heic', '\0\0\0\0'))).toMatchObject({
      remedy: 'On the phone choose “Most compatible”, or export it as JPEG.',
    })
  })

  it('has an answer for every pair of first bytes', () => {
    for (let first = 0; first < 256; first++) {
      for (let second = 0; second < 256; second += 5) {
        expect(['picture', 'unsupported', 'other', 'unknown']).toContain(
          sniff(Uint8Array.of(first, second)).kind,
        )
      }
    }
  })
})
