/**
 * A page of another site starts this worker from a blob (`src/client/spawn-guest.ts`), for browsers start none from
 * another site's address. Its origin and its Content-Security-Policy are that page's then; its code is still ours.
 */
export function isGuest(): boolean {
  return self.location.protocol === 'blob:'
}
