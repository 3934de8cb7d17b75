/**
 * Speaks to screen readers without showing anything: the start and the end of things, never every step. It has to
 * be on the page before its text changes, so render it always and change the message.
 */
export function Announcer({ message }: { message: string }) {
  return (
    <div aria-live="polite" className="sr-only">
      {message}
    </div>
  )
}
