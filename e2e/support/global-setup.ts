import { buildSite, isBuilt } from '../../scripts/support/build-site.js'

/** `npm test` has built the site already; `npx playwright test` alone must not test an old one. */
export default async function buildWhatIsTested(): Promise<void> {
  const site = { outDir: 'dist' }
  if (!isBuilt(site)) await buildSite(site)
}
