import { VitrineError } from '../protocol/errors.ts'
import type { Manifest } from '../protocol/manifest.ts'
import { useLoader } from '../queries/loader-context.ts'
import { BlobImage } from '../ui/blob-image.tsx'

/** A file that is at hand already, or an address of this site. */
export type PictureSource = Blob | string

/**
 * Finds the pictures that an export brings with it. Those that lie on another site and have not been fetched cannot be
 * shown: the page itself loads nothing from elsewhere.
 */
export function usePictureSource({ base }: Manifest): (path: string) => PictureSource | undefined {
  const loader = useLoader()
  return (path) => {
    const blob = loader.atHand({ base }, path)
    if (blob !== undefined) return blob
    const isHere = new URL(base, document.baseURI).origin === window.location.origin
    return isHere ? base + path : undefined
  }
}

/** @throws VitrineError `file-unreachable` */
export async function fetchPicture(source: PictureSource, signal: AbortSignal): Promise<Blob> {
  if (typeof source !== 'string') return source
  const response = await fetch(source, { signal }).catch((cause: unknown) => {
    throw new VitrineError('file-unreachable', { path: source }, { cause })
  })
  if (!response.ok)
    throw new VitrineError('file-unreachable', { path: source, status: response.status })
  const blob = await response.blob()
  // By its name code for this run can say which example it was.
  return new File([blob], source.slice(source.lastIndexOf('/') + 1), { type: blob.type })
}

interface ExamplePictureProps {
  source: PictureSource
  alt: string
  className: string
}

export function ExamplePicture({ source, alt, className }: ExamplePictureProps) {
  return typeof source === 'string' ? (
    <img src={source} alt={alt} loading="lazy" className={className} />
  ) : (
    <BlobImage blob={source} alt={alt} className={className} />
  )
}
