import { readFileSync } from 'node:fs'

/** How a host of the API is reached: see `api-contract.ts`. */
export interface ApiCaller {
  /** @param path relative to the API, without a slash before it */
  call: (path: string, init?: CallInit) => Promise<CallAnswer>
  /** Brings it to where this demo can be asked: opens the page on it and waits; nothing in Node, which has all. */
  use: (demo: 'cifar10' | 'stories' | 'penguins') => Promise<void>
  /** Brings it to where no model is ready: the list of demos; a server that has loaded nothing. Called first, and once. */
  idle: () => Promise<void>
}

export interface CallInit {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

export interface CallAnswer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** To its end, also of a stream. */
  readonly body: string
}

export type Post = (
  path: string,
  body: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<CallAnswer>

export interface Prediction {
  readonly class: string
  readonly prob: number
}

interface DemoFile {
  readonly examples: readonly {
    readonly title: string
    readonly image?: string
    readonly prompt?: string
    readonly text?: string
    readonly features?: Readonly<Record<string, unknown>>
    readonly settings?: { readonly maxNewTokens: number }
    readonly predictions?: readonly Prediction[]
  }[]
}

export const demoFolder = new URL('../../public/models/', import.meta.url)
export const demoOf = (id: string) =>
  JSON.parse(readFileSync(new URL(`${id}/vitrine.json`, demoFolder), 'utf8')) as DemoFile
export const base64Of = (path: string) => readFileSync(new URL(path, demoFolder), 'base64')

export function jsonOf({ body }: CallAnswer): Record<string, unknown> {
  return JSON.parse(body) as Record<string, unknown>
}
