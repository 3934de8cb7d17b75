// @ts-check
/** @typedef {import('./page/main.ts').Bench} Bench */
/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').BrowserContext} BrowserContext */
/** @typedef {import('playwright-core').Page} Page */

/**
 * The same for both sides.
 * @param {string} executablePath
 * @param {readonly string[]} [extraArgs]
 * @returns {Promise<Browser>}
 */
export async function launchBrowser(executablePath, extraArgs = []) {
  const { chromium } = await import('playwright-core')
  return chromium.launch({ executablePath, args: [...commonArgs(), ...extraArgs] })
}

/**
 * With a new profile on disk, as visitors have one, which goes with the context.
 * @param {string} executablePath
 * @returns {Promise<BrowserContext>}
 */
export async function launchProfile(executablePath) {
  const { chromium } = await import('playwright-core')
  // An empty name: Playwright makes a folder and takes it away again.
  return chromium.launchPersistentContext('', { executablePath, args: commonArgs() })
}

function commonArgs() {
  // Chromium refuses its sandbox to root, as whom containers run.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return [
    '--disable-background-networking',
    '--disable-component-update',
    '--no-first-run',
    ...sandbox,
  ]
}

/**
 * A page that holds both sides.
 * @param {Pick<Browser, 'newPage'> | Pick<BrowserContext, 'newPage'>} browser
 * @param {string} siteUrl
 */
export async function openBenchPage(browser, siteUrl) {
  const page = await browser.newPage()
  page.on('pageerror', (error) => console.error(error))
  await page.goto(`${siteUrl}bench/index.html`)
  await page.waitForFunction(() => 'bench' in globalThis)
  return {
    page,
    /**
     * @template {keyof Bench} K
     * @param {K} name
     * @param {Parameters<Bench[K]>} args
     * @returns {Promise<Awaited<ReturnType<Bench[K]>>>}
     */
    call: (name, ...args) =>
      page.evaluate(({ method, values }) => Reflect.get(globalThis, 'bench')[method](...values), {
        method: name,
        values: args,
      }),
  }
}

/** @typedef {Awaited<ReturnType<typeof openBenchPage>>} BenchPage */
