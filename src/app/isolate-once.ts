/** Of the tab: it has been loaded anew once, and is not again. */
const key = 'vitrine-isolated'

export interface Surroundings {
  readonly crossOriginIsolated: boolean
  readonly SharedArrayBuffer?: unknown
  readonly top: unknown
  readonly navigator: Pick<Navigator, 'hardwareConcurrency' | 'serviceWorker'> & {
    readonly userActivation?: Pick<UserActivation, 'hasBeenActive'>
  }
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem'>
  readonly location: Pick<Location, 'reload'>
}

/**
 * On a host that sends no headers a first visit comes before the service worker that adds them
 * (`offline/isolation.ts`), and without them there are no threads: loads the page anew, once a tab, when the service
 * worker is there. Never where threads are not to be had anyway, and never under somebody's hands: who has begun to
 * type gets them with the next visit.
 */
export function isolateOnce(page: Surroundings): void {
  const { navigator, location } = page
  const hasThreads = page.crossOriginIsolated || page.SharedArrayBuffer !== undefined
  if (hasThreads || navigator.hardwareConcurrency < 2 || page.top !== page) return
  try {
    const { serviceWorker } = navigator
    const reload = () => {
      if (navigator.userActivation?.hasBeenActive !== true && isFirst(page)) location.reload()
    }
    if (serviceWorker.controller !== null) reload()
    else serviceWorker.addEventListener('controllerchange', reload, { once: true })
  } catch {
    // There is no service worker to be had here.
  }
}

/** Where that cannot be remembered it is never the first time. */
function isFirst({ sessionStorage }: Surroundings): boolean {
  try {
    if (sessionStorage.getItem(key) !== null) return false
    sessionStorage.setItem(key, 'yes')
    return sessionStorage.getItem(key) !== null
  } catch {
    return false
  }
}
