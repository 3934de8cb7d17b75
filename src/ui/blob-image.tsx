import { useCallback } from 'react'

interface BlobImageProps {
  blob: Blob
  alt: string
  className?: string
}

/** A picture out of memory. Its address is released when another blob comes or the picture goes. */
export function BlobImage({ blob, alt, className }: BlobImageProps) {
  const show = useCallback(
    (image: HTMLImageElement | null) => {
      if (image === null) return undefined
      const url = URL.createObjectURL(blob)
      image.src = url
      return () => URL.revokeObjectURL(url)
    },
    [blob],
  )
  return <img ref={show} alt={alt} className={className} />
}
