interface Policy {
  createScriptURL(url: string): unknown
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy
}

let policy: Policy | undefined

/**
 * Trusted Types of the importing page: the module's one policy goes by the name "vitrine" and knows the blobs that it
 * makes itself. Where the page does not let it be, the address goes as it is, to the page's own default policy.
 */
export function allowScript(blobUrl: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  try {
    policy ??= trustedTypes?.createPolicy('vitrine', { createScriptURL: ownBlob })
  } catch {
    return blobUrl
  }
  // A TrustedScriptURL is taken wherever the address itself would be.
  return (policy?.createScriptURL(blobUrl) ?? blobUrl) as string
}

function ownBlob(url: string): string {
  if (url.startsWith(`blob:${location.origin}/`)) return url
  throw new TypeError(`Not a script of this module: ${url}`)
}
