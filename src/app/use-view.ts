import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { parseModelLink, type ModelLink } from '../links/model-link.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { Manifest } from '../protocol/manifest.ts'
import { demosOptions } from '../queries/demos.ts'
import { useAllOpened, useOpenedExports } from '../queries/opened-context.ts'
import type { OpenedExport } from '../queries/opened-exports.ts'
import type { Address } from './address.ts'
import { useArrival } from './router.ts'

type Link = Extract<ModelLink, { kind: 'link' }>

/** What is to be shown at an address. */
export type View =
  | { readonly kind: 'home'; readonly problem?: VitrineError }
  | { readonly kind: 'storage' | 'api' }
  /** The list of demos has not come yet. */
  | { readonly kind: 'pending' }
  | { readonly kind: 'demo'; readonly manifest: Manifest }
  /** A link to another site, which nobody has agreed to yet. */
  | { readonly kind: 'question'; readonly link: Link }
  | { readonly kind: 'export'; readonly opened: OpenedExport }

export function useView(): View {
  const { address } = useArrival()
  const { data: demos, isPending } = useQuery(demosOptions())
  const exports = useAllOpened()
  const opened = useOpenedExports()
  const view = viewOf(address, isPending ? 'pending' : (demos ?? []), exports)

  // A link to this very site needs nobody's yes.
  const ownLink = view.kind === 'pending' ? linkOf(address) : undefined
  const ownUrl = ownLink?.foreign === false ? ownLink.url : undefined
  useEffect(() => {
    if (ownUrl !== undefined) opened.addLink(ownUrl)
  }, [opened, ownUrl])
  return view
}

/** The export's name among those that were opened, if the address means one of them. */
export function openedIdOf(address: Address): string | undefined {
  return address.local ?? linkOf(address)?.url
}

function viewOf(
  { view, model, local }: Address,
  demos: readonly Manifest[] | 'pending',
  exports: readonly OpenedExport[],
): View {
  if (view !== undefined) return { kind: view }
  if (local !== undefined) {
    const opened = exports.find(({ id }) => id === local)
    if (opened !== undefined) return { kind: 'export', opened }
    // Their names end in a number that means nothing to a person.
    const name = local.replace(/-\d+$/, '')
    return { kind: 'home', problem: new VitrineError('export-gone', { name }) }
  }
  if (model === undefined) return { kind: 'home' }

  const manifest = demos === 'pending' ? undefined : demos.find(({ id }) => id === model)
  if (manifest !== undefined) return { kind: 'demo', manifest }
  const link = parseModelLink(model, document.baseURI)
  switch (link.kind) {
    case 'link': {
      const opened = exports.find(({ id }) => id === link.url)
      if (opened !== undefined) return { kind: 'export', opened }
      return link.foreign ? { kind: 'question', link } : { kind: 'pending' }
    }
    case 'demo':
      if (demos === 'pending') return { kind: 'pending' }
      return { kind: 'home', problem: new VitrineError('unknown-demo', { id: link.id }) }
    case 'refused':
      return demos === 'pending' ? { kind: 'pending' } : { kind: 'home', problem: link.error }
    default:
      return link satisfies never
  }
}

function linkOf({ model }: Address): Link | undefined {
  if (model === undefined) return undefined
  const link = parseModelLink(model, document.baseURI)
  return link.kind === 'link' ? link : undefined
}
