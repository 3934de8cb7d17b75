import { lazy, Suspense, useId, useState } from 'react'
import type { EmbeddedDemo } from '../../protocol/embed-snippets.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import { CopyLink } from './copy-link.tsx'
import { lengthWords } from './link-words.ts'

const EmbedPart = lazy(() =>
  import('./embed-part.tsx').then((found) => ({ default: found.EmbedPart })),
)
const QrCode = lazy(() => import('./qr-code.tsx').then((found) => ({ default: found.QrCode })))

/** With more, the squares of a code become too small for the camera of a phone. */
const mostQrCharacters = 1200

interface LinkBoxProps {
  link: string
  demo: EmbeddedDemo
  reach: 'computer' | 'network' | 'everywhere'
}

/** The link itself, and the ways to hand it on. */
export function LinkBox({ link, demo, reach }: LinkBoxProps) {
  const embedId = useId()
  const [isEmbedding, setIsEmbedding] = useState(false)
  const shareable = { title: demo.title, url: link }
  // Not in every browser, and only for addresses that can be shared.
  const canShare = typeof navigator.canShare === 'function' && navigator.canShare(shareable)
  return (
    <>
      <Field label="Link" hint={lengthWords(link.length)}>
        {(links) => (
          <TextArea
            {...links}
            readOnly
            rows={2}
            spellCheck={false}
            value={link}
            onChange={() => {}}
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-2">
        <CopyLink link={link} />
        {canShare && (
          <Button
            // Rejected when the person thinks better of it, which is no error.
            onClick={() => void navigator.share(shareable).catch(() => {})}
          >
            Send it…
          </Button>
        )}
        <Button
          aria-expanded={isEmbedding}
          aria-controls={embedId}
          onClick={() => setIsEmbedding(!isEmbedding)}
        >
          Embed
        </Button>
      </div>
      <div id={embedId} className="empty:hidden">
        {isEmbedding && (
          <Suspense fallback={<Skeleton className="h-64" />}>
            <EmbedPart demo={demo} />
          </Suspense>
        )}
      </div>
      {reach !== 'everywhere' && <Reach reach={reach} />}
      {link.length > mostQrCharacters ? (
        <p className="text-note text-pretty text-muted">
          There is no QR code: the link is too long for the camera of a phone.
        </p>
      ) : (
        <Suspense fallback={<Skeleton className="aspect-square w-full max-w-60" />}>
          <QrCode text={link} name="QR code of the link" />
        </Suspense>
      )}
      <p className="text-note text-pretty text-muted">
        What stands behind the “#” reaches no server. Whoever has the link can read it.
      </p>
    </>
  )
}

function Reach({ reach }: { reach: 'computer' | 'network' }) {
  return (
    <p className="rounded-xl border border-line bg-well px-4 py-3 text-note text-pretty">
      {reach === 'computer'
        ? 'Only this computer reaches this address (localhost).'
        : 'Only devices in the same network reach this address.'}{' '}
      <code className="font-mono">npm run share</code> gives it a public one for as long as it runs;{' '}
      <code className="font-mono">npm run build</code> makes a site for any static host.
    </p>
  )
}
