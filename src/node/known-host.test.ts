import { expect, it } from 'vitest'
import { isKnownHost } from './known-host.ts'

const known = ['.ngrok-free.app', 'workstation']

it.each([
  'localhost',
  'localhost:5173',
  'LOCALHOST:80',
  'demo.localhost:5173',
  '127.0.0.1:5173',
  '192.168.1.20:5173',
  '[::1]:5173',
  'demo.ngrok-free.app',
  'workstation:5173',
])('takes %s for a name of this server', (host) => {
  expect(isKnownHost(host, known)).toBe(true)
})

it.each([
  undefined,
  '',
  'example.org',
  'example.org:5173',
  'localhost.example.org',
  'notlocalhost',
  'ngrok-free.app.example.org',
  'evilngrok-free.app',
  '127.0.0.1.example.org',
  'workstation.example.org',
  'a b',
])('does not take %s for one: a foreign page may have it point here', (host) => {
  expect(isKnownHost(host, known)).toBe(false)
})
