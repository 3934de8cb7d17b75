/** As much of an OpenAPI document as the page shows. It is this site's own, so only its parts are in question. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>
  readonly components?: { readonly schemas?: Readonly<Record<string, JsonSchema>> }
}

interface OpenApiOperation {
  readonly summary?: string
  readonly description?: string
  readonly parameters?: readonly { readonly name: string; readonly in: string }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, OpenApiContent>> }
  readonly responses?: Readonly<Record<string, { readonly description?: string }>>
}

interface OpenApiContent {
  readonly schema?: JsonSchema
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>
}

export interface JsonSchema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly default?: unknown
}

/** A route of the API, as the page shows and tries it. */
export interface Operation {
  readonly method: string
  /** Relative to the API, such as "model/info/{id}". */
  readonly path: string
  readonly summary: string
  readonly description?: string
  /** Parts of the path that are to be filled in. */
  readonly parts: readonly string[]
  readonly examples: readonly Example[]
  /** What a body may be: one of these. */
  readonly bodies: readonly Body[]
  readonly answers: readonly { readonly status: string; readonly description: string }[]
}

export interface Example {
  readonly name: string
  readonly value: unknown
}

export interface Body {
  readonly fields: readonly BodyField[]
}

export interface BodyField {
  readonly name: string
  readonly isRequired: boolean
  /** For people: "number, 0 to 2". */
  readonly type: string
  readonly description: string
}

const json = 'application/json'

export function operationsOf({ paths, components }: OpenApi): Operation[] {
  const schemas = components?.schemas ?? {}
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const {
        summary = path,
        description,
        parameters = [],
        requestBody,
        responses = {},
      } = operation
      const { schema, examples = {} } = requestBody?.content[json] ?? {}
      return {
        method: method.toUpperCase(),
        path: path.replace(/^\//, ''),
        summary,
        ...(description !== undefined && { description }),
        parts: parameters.filter((one) => one.in === 'path').map(({ name }) => name),
        examples: Object.entries(examples).map(([name, { value }]) => ({ name, value })),
        bodies: bodiesOf(schema, schemas),
        answers: Object.entries(responses).map(([status, answer]) => ({
          status,
          description: answer.description ?? '',
        })),
      }
    }),
  )
}

type Schemas = Readonly<Record<string, JsonSchema>>

function bodiesOf(schema: JsonSchema | undefined, schemas: Schemas): Body[] {
  if (schema === undefined) return []
  const found = resolve(schema, schemas)
  if (found.anyOf !== undefined) return found.anyOf.flatMap((one) => bodiesOf(one, schemas))
  const { properties, required = [] } = found
  if (properties === undefined) return []
  const fields = Object.entries(properties).map(([name, field]) => {
    const { description = '' } = resolve(field, schemas)
    const type = typeWords(field, schemas)
    return { name, isRequired: required.includes(name), type, description }
  })
  return [{ fields }]
}

function resolve(schema: JsonSchema, schemas: Schemas): JsonSchema {
  const name = schema.$ref?.split('/').at(-1)
  return name === undefined ? schema : (schemas[name] ?? {})
}

/** JSON Schema writes "no bound" as the largest safe integer. */
const isBound = (limit: number | undefined) =>
  limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER

function typeWords(schema: JsonSchema, schemas: Schemas): string {
  const { type, enum: choices, items, minimum, maximum, default: usual } = resolve(schema, schemas)
  const kind = [type ?? 'anything'].flat().join(' or ')
  const words = [
    choices === undefined ? kind : choices.map((choice) => JSON.stringify(choice)).join(' or '),
    items !== undefined && `of ${typeWords(items, schemas)}`,
    rangeWords(minimum, maximum),
    usual !== undefined && `usually ${JSON.stringify(usual)}`,
  ].filter((word) => typeof word === 'string')
  return words.join(', ').replace('array, of', 'array of')
}

function rangeWords(minimum: number | undefined, maximum: number | undefined): string | undefined {
  if (isBound(minimum) && isBound(maximum)) return `${minimum} to ${maximum}`
  if (isBound(minimum)) return `at least ${minimum}`
  return isBound(maximum) ? `at most ${maximum}` : undefined
}
