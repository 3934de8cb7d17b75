import { useState } from 'react'
import { isLoopback, privateNetwork } from '../../links/private-host.ts'
import type { EmbeddedDemo } from '../../protocol/embed-snippets.ts'
import type { Manifest } from '../../protocol/manifest.ts'
import { runtimes, type Runtime } from '../../protocol/runtime.ts'
import type { LoggedRun } from '../../queries/run-log.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { LinkBox } from './link-box.tsx'
import type { LinkPart } from './link-parts.ts'
import { linkWords } from './link-words.ts'
import { OnlyHere } from './only-here.tsx'
import { PartChoice } from './part-choice.tsx'
import { useIngredients, useLink } from './use-link.ts'

interface SharePanelProps {
  manifest: Manifest
  /** The latest on this page. */
  run: LoggedRun | undefined
  /** The address of the site. */
  site: string
  /** An export opened from this device. */
  isLocal: boolean
}

/** A link to the demo with what is on it, and what of that is to go along. */
export function SharePanel(props: SharePanelProps) {
  return props.isLocal ? <OnlyHere title={props.manifest.title} /> : <LinkPanel {...props} />
}

function LinkPanel({ manifest, run, site }: SharePanelProps) {
  const ingredients = useIngredients(manifest, run)
  const [leftOut, setLeftOut] = useState<ReadonlySet<Choice>>(new Set())
  const { parts = [], picture: given } = ingredients ?? {}
  const small = given === 'unreadable' ? undefined : given
  const picture = leftOut.has('picture') ? undefined : small
  const left = parts.filter(({ kind }) => leftOut.has(kind))
  const sent = parts.filter(({ kind }) => !leftOut.has(kind))
  const link = useLink(site, ingredients, left, picture)

  function choose(choice: Choice, isIn: boolean) {
    const next = new Set(leftOut)
    if (isIn) next.delete(choice)
    else next.add(choice)
    setLeftOut(next)
  }

  if (ingredients === undefined || link === undefined) return <Skeleton className="h-64" />
  return (
    <>
      <p aria-live="polite" className="text-pretty wrap-anywhere">
        {linkWords(sent, picture, runtimeIn(link))}
      </p>
      <PartChoice parts={parts} picture={small} leftOut={leftOut} onChoose={choose} />
      {notes(manifest, run, given).map((note) => (
        <p key={note} className="text-note text-pretty text-muted">
          {note}
        </p>
      ))}
      <LinkBox link={link} demo={demoOf(manifest, site, link)} reach={reachOf(site)} />
    </>
  )
}

export type Choice = LinkPart['kind'] | 'picture'

/** What a person may expect in the link, and why it is not. */
function notes(
  manifest: Manifest,
  run: LoggedRun | undefined,
  picture: unknown,
): readonly string[] {
  const said: string[] = []
  if (picture === 'unreadable') {
    said.push('The picture stays here: this browser cannot make it small enough for a link.')
  }
  const isChat = run !== undefined && 'prompt' in run.input && typeof run.input.prompt !== 'string'
  if (isChat) said.push('The conversation stays here.')
  if (manifest.task.startsWith('tabular') && run !== undefined && window.location.hash === '#') {
    said.push('The row stays here: it is too long for a link.')
  }
  return said
}

/** What the address asks for; what will not do is ignored when it is opened. */
function runtimeIn(link: string): Runtime | undefined {
  const asked = new URL(link).searchParams.get('runtime')
  return runtimes.find((known) => known === asked)
}

function demoOf(manifest: Manifest, site: string, link: string): EmbeddedDemo {
  const { searchParams, hash } = new URL(link)
  const runtime = searchParams.get('runtime')
  return {
    site,
    model: searchParams.get('model') ?? manifest.id,
    title: manifest.title,
    state: hash.slice(1),
    ...(runtime !== null && { runtime }),
  }
}

function reachOf(site: string): 'computer' | 'network' | 'everywhere' {
  const { hostname } = new URL(site)
  if (isLoopback(hostname) || hostname === '[::1]' || hostname.endsWith('.localhost')) {
    return 'computer'
  }
  return privateNetwork(hostname) === undefined ? 'everywhere' : 'network'
}
