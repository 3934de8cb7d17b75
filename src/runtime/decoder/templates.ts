/** Names with the layer's number in them, such as `past_key_values.%d.key`. */

export function hasTemplate(template: string | undefined): template is string {
  return template !== undefined && template.includes('%d')
}

/** The layer that stands at `%d` in this name; undefined where the name is another. */
export function layerOf(template: string, name: string): string | undefined {
  const at = template.indexOf('%d')
  const before = template.slice(0, at)
  const after = template.slice(at + 2)
  if (!name.startsWith(before) || !name.endsWith(after)) return undefined
  const layer = name.slice(before.length, name.length - after.length)
  return /^\d+$/.test(layer) ? layer : undefined
}

export function nameOf(template: string, layer: string): string {
  return template.replace('%d', layer)
}
