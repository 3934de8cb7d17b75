/** What threads need where the page is another site's: see `is-guest.ts`. Loaded there only. */

interface Scope {
  readonly location: { readonly origin: string }
  readonly trustedTypes?: { createPolicy(name: string, rules: Rules): unknown }
}

interface Rules {
  createScriptURL(url: string): string
}

/** Whether the page's policies let blobs be scripts, for threads cannot be started from our own address. */
export async function mayRunBlobs(): Promise<boolean> {
  const nothing = blobScript('export {}')
  try {
    allowBlobs(self)
    await import(/* @vite-ignore */ nothing)
    // Throws where Trusted Types know of no policy for it.
    new Worker(nothing, { type: 'module' }).terminate()
    return true
  } catch {
    return false
  }
}

/** Trusted Types: blobs of the page's origin may be threads, and nothing else. */
function allowBlobs({ location, trustedTypes }: Scope): void {
  trustedTypes?.createPolicy('default', {
    createScriptURL(url) {
      if (url.startsWith(`blob:${location.origin}/`)) return url
      throw new TypeError(`Not a script of this worker: ${url}`)
    },
  })
}

/**
 * The runtime's glue as a script of the page's own origin, which is where it starts its threads from, and a module that
 * stands for `here`, which the package would else copy to a blob without what that imports.
 * @param glue absolute address @param here absolute address
 */
export async function guestScripts(
  glue: string,
  here: string,
): Promise<{ glue: string; here: string }> {
  const response = await fetch(glue)
  if (!response.ok) throw new TypeError(`${glue} answered ${response.status}`)
  return {
    glue: blobScript(await response.text()),
    here: blobScript(`export { default } from ${JSON.stringify(here)}`),
  }
}

/** Kept as long as the worker: a thread may be started at any time. */
function blobScript(source: string): string {
  return URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
}
