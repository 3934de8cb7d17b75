/** The formats that browsers decode and we read dimensions from. */
export type PictureFormat = 'JPEG' | 'PNG' | 'GIF' | 'WebP' | 'BMP' | 'AVIF' | 'ICO'

/** What a file's first bytes say it is. */
export type Sniffed =
  | { readonly kind: 'picture'; readonly format: PictureFormat }
  /** A picture that browsers do not decode, with what to do about it where that is special. */
  | { readonly kind: 'unsupported'; readonly format: string; readonly remedy?: string }
  /** Something else that we know by name: "a PDF document". */
  | { readonly kind: 'other'; readonly found: string }
  | { readonly kind: 'unknown' }
