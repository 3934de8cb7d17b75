import { expect, it } from 'vitest'
import { strftime } from './strftime.ts'

it.each([
  ['%d %b %Y', '07 May 2026'],
  ['%A, %B %d, %y', 'Thursday, May 07, 26'],
  ['%a %H:%M:%S', 'Thu 00:05:09'],
  ['%I %p', '12 AM'],
  ['%Y-%m-%d 100%%', '2026-05-07 100%'],
  ['%Q stays, and so does %', '%Q stays, and so does %'],
])('writes %s as Python does', (format, expected) => {
  expect(strftime(new Date(2026, 4, 7, 0, 5, 9), format)).toBe(expected)
})
