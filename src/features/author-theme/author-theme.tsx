import { useLayoutEffect } from 'react'
import { ExamplePicture, usePictureSource } from '../../pictures/example-picture.tsx'
import type { Manifest } from '../../protocol/manifest.ts'

/** The author's colours, for as long as the demo is shown, and the logo. Stands before the demo's title. */
export function AuthorTheme({ manifest }: { manifest: Manifest }) {
  const { colours = {}, logo } = manifest.theme ?? {}
  const sourceOf = usePictureSource(manifest)
  const source = logo === undefined ? undefined : sourceOf(logo)

  useLayoutEffect(() => {
    // On the document: the header, the focus and what lies above the page have the colours too.
    const { style } = document.documentElement
    const entries = Object.entries(colours)
    for (const [name, value] of entries) style.setProperty(name, value)
    return () => {
      for (const [name] of entries) style.removeProperty(name)
    }
  }, [colours])

  if (source === undefined) return null
  return (
    <div className="mb-3 h-10">
      <ExamplePicture source={source} alt="" className="h-10 max-w-56 object-contain object-left" />
    </div>
  )
}
