const routes = {
  predict: 'POST',
  'predict/batch': 'POST',
  generate: 'POST',
  health: 'GET',
  ready: 'GET',
  models: 'GET',
  'model/info': 'GET',
  metrics: 'GET',
  'openapi.json': 'GET',
  docs: 'GET',
} as const

export type RouteName = keyof typeof routes

export interface Route {
  readonly name: RouteName
  readonly method: 'GET' | 'POST'
  /** For the header of this name. */
  readonly allow: string
}

/** @param path relative to the API */
export function routeOf(path: string): Route | undefined {
  const name = path === '' ? 'docs' : path.startsWith('model/info/') ? 'model/info' : path
  if (!isRoute(name)) return undefined
  const method = routes[name]
  return { name, method, allow: method === 'GET' ? 'GET, HEAD, OPTIONS' : 'POST, OPTIONS' }
}

function isRoute(name: string): name is RouteName {
  return Object.hasOwn(routes, name)
}
