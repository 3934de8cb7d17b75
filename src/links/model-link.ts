import type { VitrineError } from '../protocol/errors.ts'

/** What `?model=` or the link field says. */
export type ModelLink =
  /** A word that can only be the name of a demo of this site. */
  | { readonly kind: 'demo'; readonly id: string }
  | {
      readonly kind: 'link'
      /** Absolute and normalised; hub ids, pages of the hub and GitHub's blob pages already turned into what to fetch. */
      readonly url: string
      /** For the question "Open a model from …?". */
      readonly host: string
      /** Of another origin than the page: nothing may be asked of it before the visitor's yes. */
      readonly foreign: boolean
    }
  | { readonly kind: 'refused'; readonly error: VitrineError }
