import type { BrowserContext, Page } from '@playwright/test'
import { reportPath } from './site.ts'

/** What went wrong behind a page's back, one line each. */
export interface Complaints {
  /** Requests to another origin. */
  readonly foreignRequests: string[]
  /** What the security headers stopped, as the page's console tells it. */
  readonly violations: string[]
  /** Errors in the console and exceptions nobody caught. */
  readonly errors: string[]
}

/** The runtime writes its remarks and warnings to the error stream too; its errors say `[E:`. */
const runtimeChatter = /\[[VIW]:onnxruntime/

/** Listens to every page of a context, from before its first request on. */
export function watch(context: BrowserContext, origin: string): Complaints {
  const complaints: Complaints = { foreignRequests: [], violations: [], errors: [] }
  context.on('request', (request) => {
    const url = new URL(request.url())
    // `blob:` and `data:` carry what the page already has; nothing leaves by them.
    if (url.protocol !== 'blob:' && url.protocol !== 'data:' && url.origin !== origin)
      complaints.foreignRequests.push(request.url())
  })
  context.on('page', (page) => watchPage(page, complaints))
  return complaints
}

function watchPage(page: Page, complaints: Complaints): void {
  page.on('pageerror', (error) => complaints.errors.push(String(error)))
  page.on('console', (message) => {
    // The server takes reports and answers 405 all the same.
    if (message.location().url.endsWith(reportPath)) return
    const text = message.text()
    if (/Content Security Policy|Permissions-Policy|TrustedScript|Trusted Type/i.test(text))
      complaints.violations.push(text)
    else if (message.type() === 'error' && !runtimeChatter.test(text)) complaints.errors.push(text)
  })
}
