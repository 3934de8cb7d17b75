import { linkRefused } from './gate.ts'

const hub = 'https://huggingface.co'
/** First parts of the hub's addresses that are no owner of models. */
const notModels =
  /^(datasets|spaces|api|docs|blog|models|collections|organizations|papers|settings|join|login|pricing|tasks|learn|posts|chat|search|new)$/

/** @param id `owner/name` @param revision encoded for a path @param sub a path inside, encoded */
export function hubFolder(id: string, revision: string, sub = ''): URL {
  return new URL(`${hub}/${id}/resolve/${revision}/${sub}`)
}

/**
 * Turns the pages that people look at into the addresses of the files behind them.
 * @throws VitrineError `link-refused` for pages of these sites that are not of a model
 */
export function rewritePage(url: URL): URL {
  if (url.username !== '' || url.password !== '' || url.port !== '') return url
  switch (url.hostname.replace(/^www\./, '')) {
    case 'huggingface.co':
    case 'hf.co':
      return hubPage(parts(url))
    case 'github.com':
      return gitHubPage(parts(url))
    case 'gist.github.com':
      return gistPage(parts(url))
    default:
      return url
  }
}

function hubPage([owner = '', name = '', view, revision = 'main', ...path]: string[]): URL {
  if (name === '' || notModels.test(owner))
    throw linkRefused('It is a page of Hugging Face, but not of a model')
  const id = `${owner}/${name}`
  switch (view) {
    case undefined:
      return hubFolder(id, 'main')
    case 'tree':
      return hubFolder(id, revision, folder(path))
    case 'blob':
    case 'resolve':
    case 'raw':
      return hubFolder(id, revision, path.join('/'))
    default:
      throw linkRefused('It is a page of Hugging Face, but not of a model’s files')
  }
}

function gitHubPage([owner = '', repo = '', view, ref = 'HEAD', ...path]: string[]): URL {
  const raw = `https://raw.githubusercontent.com/${owner}/${repo}/`
  if (repo === '') throw linkRefused('It is a page of GitHub, but not of a repository')
  switch (view) {
    case undefined:
      return new URL(`${raw}HEAD/`)
    case 'tree':
      return new URL(`${raw}${ref}/${folder(path)}`)
    case 'blob':
    case 'raw':
      return new URL(`${raw}${ref}/${path.join('/')}`)
    default:
      throw linkRefused('It is a page of GitHub, but not of a file or folder')
  }
}

function gistPage([owner = '', id = '']: string[]): URL {
  if (id === '') throw linkRefused('It is a page of GitHub, but not of a gist')
  return new URL(`https://gist.githubusercontent.com/${owner}/${id}/raw/`)
}

function parts({ pathname }: URL): string[] {
  return pathname.split('/').filter((part) => part !== '')
}

function folder(path: readonly string[]): string {
  return path.map((part) => `${part}/`).join('')
}
