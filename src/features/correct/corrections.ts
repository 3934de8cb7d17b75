import type { Described } from '../../protocol/source.ts'
import type { VitrineJson } from '../../protocol/vitrine-json.ts'

type Json = Readonly<Record<string, unknown>>

/**
 * The corrections so far with what the form says otherwise than `before`. What was not touched stays out, so that a
 * later version of the export may still speak for itself.
 * @param guessed as in the manifest: of preprocessing it is one guess as a whole, and who corrects a part of it
 *   keeps the rest as it was shown
 */
export function nextCorrections(
  corrections: VitrineJson,
  before: VitrineJson,
  now: VitrineJson,
  guessed: readonly string[] = [],
): VitrineJson {
  const changed = changes(before as Json, now as Json)
  const parts = guessed.filter((key) => key.startsWith('preprocessing.'))
  const kept = changed['preprocessing'] === undefined ? {} : pick(now as Json, parts)
  return overlay(overlay(without(corrections, before, now), kept), changed)
}

/**
 * What stands in the `vitrine.json` that is offered for download: what the author says already, what the form says
 * otherwise, and what was guessed, which thereby is settled.
 */
export function vitrineFile(
  { author, manifest }: Described,
  before: VitrineJson,
  now: VitrineJson,
  schemaUrl: string,
): string {
  // Plain tensors are what is left when nothing else is known: nothing to hold anybody to.
  const isOpen = (key: string) => key === 'task' && manifest.task === 'tensors'
  const guessed = (manifest.guessed ?? []).filter((key) => !isOpen(key))
  const settled = pick(now as Json, guessed)
  const own = without(author, before, now)
  const said = overlay(overlay(settled, own), changes(before as Json, now as Json))
  return `${JSON.stringify({ $schema: schemaUrl, ...said }, undefined, 2)}\n`
}

/** The keys of `now` that differ; an object is compared key by key, everything else as a whole. */
function changes(before: Json, now: Json): Json {
  const changed: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(now)) {
    const old = before[key]
    if (isRecord(value) && isRecord(old)) {
      const inner = changes(old, value)
      if (Object.keys(inner).length > 0) changed[key] = inner
    } else if (JSON.stringify(value) !== JSON.stringify(old ?? (Array.isArray(value) ? [] : old))) {
      changed[key] = value
    }
  }
  return changed
}

/** Without what the rule or the head that is chosen now knows nothing of. */
function without(from: VitrineJson, before: VitrineJson, now: VitrineJson): VitrineJson {
  const { preprocessing, detection, segmentation } = from
  return {
    ...from,
    ...(preprocessing !== undefined && {
      preprocessing: withoutKeys(preprocessing, before.preprocessing, now.preprocessing, ruleKeys),
    }),
    ...(detection !== undefined && {
      detection: withoutKeys(detection, before.detection, now.detection, Object.keys(detection)),
    }),
    ...(segmentation !== undefined && {
      segmentation: withoutKeys(
        segmentation,
        before.segmentation,
        now.segmentation,
        Object.keys(segmentation),
      ),
    }),
  }
}

const ruleKeys = ['shorterSide', 'longerSide', 'anchor', 'pad']

/** Those keys that stood there before and do no more. */
function withoutKeys<Part extends object>(
  part: Part,
  before: object | undefined,
  now: object | undefined,
  keys: readonly string[],
): Part {
  if (before === undefined || now === undefined) return part
  const gone = keys.filter((key) => key in before && !(key in now))
  const left = Object.entries(part).filter(([key]) => !gone.includes(key))
  return Object.fromEntries(left) as Part
}

function overlay(under: object, over: object): VitrineJson {
  const merged: Record<string, unknown> = { ...under }
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key]
    merged[key] = isRecord(value) && isRecord(below) ? { ...below, ...value } : value
  }
  return merged
}

/** @param paths such as "labels" or "preprocessing.mean" */
function pick(from: Json, paths: readonly string[]): Json {
  let picked: Json = {}
  for (const path of paths) {
    const [key = '', inner] = path.split('.')
    const value = from[key]
    if (inner === undefined) {
      if (value !== undefined) picked = { ...picked, [key]: value }
    } else if (isRecord(value) && value[inner] !== undefined) {
      picked = overlay(picked, { [key]: { [inner]: value[inner] } }) as Json
    }
  }
  return picked
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
