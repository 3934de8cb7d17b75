/**
 * Trusted Types for page and worker alike. The only sink we use is `new Worker(url)`: ours, and the threads that
 * ONNX Runtime starts. The policy lets scripts of this site through and turns everything else into an error.
 */
interface Scope {
  readonly location: { readonly href: string; readonly origin: string }
  readonly trustedTypes?: { createPolicy(name: string, rules: Rules): unknown }
}

interface Rules {
  createScriptURL(url: string): string
}

/**
 * @param resolve makes an address absolute against another, as `new URL` does; handed in because this file
 *   compiles without DOM and worker types.
 */
export function allowOwnScripts(
  scope: Scope,
  resolve: (url: string, base: string) => string,
): void {
  scope.trustedTypes?.createPolicy('default', {
    createScriptURL(url) {
      const absolute = resolve(url, scope.location.href)
      if (absolute.startsWith(`${scope.location.origin}/`)) return absolute
      throw new TypeError(`Not a script of this site: ${absolute}`)
    },
  })
}
