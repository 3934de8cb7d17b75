// When a script or a style of the page is missing or damaged, in the middle of a deploy or after one that went wrong:
// reloads once per tab, and after that says so. A file of its own, and no module, so that it runs when those do not.
{
  const key = 'vitrine-recovered'
  let isBusy = false

  /** Whether this tab has not reloaded by itself yet; where that cannot be remembered, it never does. */
  const mayReload = () => {
    try {
      if (sessionStorage.getItem(key) !== null) return false
      sessionStorage.setItem(key, 'yes')
      return sessionStorage.getItem(key) !== null
    } catch {
      return false
    }
  }

  const controller = () => {
    try {
      return navigator.serviceWorker.controller
    } catch {
      return null
    }
  }

  /** The service worker then shows the version that it has whole. */
  const reportDocument = () =>
    new Promise((done) => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = done
      controller().postMessage({ type: 'document-broken' }, [port2])
    })

  /** The browser may have kept a damaged answer, and would for a year. */
  const refresh = (address) => {
    const own = [...document.scripts, ...document.querySelectorAll('link[rel=stylesheet]')]
    const addresses = new Set([address, ...own.map(({ src, href }) => src || href)])
    const fetched = [...addresses].filter(Boolean).map((url) => fetch(url, { cache: 'reload' }))
    return Promise.allSettled(fetched)
  }

  /** @param {string} [address] of the part that failed */
  const recover = async (address) => {
    if (isBusy) return
    isBusy = true
    // Without a network, and nothing kept, a reload would only lose what is there.
    if ((!navigator.onLine && !controller()) || !mayReload()) return tell()
    const patience = new Promise((done) => setTimeout(done, 3000))
    await Promise.race([
      Promise.all([refresh(address), controller() && reportDocument()]),
      patience,
    ])
    location.reload()
  }

  const isUp = () => document.getElementById('root')?.childElementCount > 0

  const tell = () => {
    // The page that is up says in its own words what did not work.
    if (isUp()) return
    const show = () => {
      const box = document.createElement('div')
      box.setAttribute('role', 'alert')
      box.style.cssText =
        'max-width: 36rem; margin: 4rem auto; padding: 0 1rem; font-family: sans-serif'
      const text = document.createElement('p')
      text.textContent = navigator.onLine
        ? 'A part of this page could not be loaded. Perhaps a new version is being published, or this frame does not let it run. Try again in a minute.'
        : 'This device is offline, and a part of this page is not stored here. Connect and try again.'
      const button = document.createElement('button')
      button.textContent = 'Start afresh'
      button.onclick = startAfresh
      box.append(text, button)
      document.getElementById('root')?.replaceChildren(box)
    }
    if (document.readyState === 'loading') addEventListener('DOMContentLoaded', show)
    else show()
  }

  /** Without anything that the service worker has kept; weights stay. */
  const startAfresh = async () => {
    try {
      const registration = await navigator.serviceWorker.getRegistration()
      await registration?.unregister()
    } catch {
      // There is none to be had here.
    }
    await refresh()
    location.reload()
  }

  addEventListener(
    'error',
    ({ target, filename }) => {
      if (target instanceof HTMLScriptElement && target.src !== '') void recover(target.src)
      else if (target instanceof HTMLLinkElement && target.rel === 'stylesheet')
        void recover(target.href)
      // A script that does not fit the others.
      else if (target === window && !isUp()) void recover(filename)
    },
    true,
  )
  // Vite tells of a part that is fetched later; engine/spawn.ts of its worker, in the same way.
  addEventListener('vite:preloadError', () => void recover())
}
