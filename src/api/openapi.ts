/** The API's own description, OpenAPI 3.1, out of the schemas that validate the calls. */
import * as z from 'zod/mini'
import { answerSchemas } from './answer-schemas.ts'
import type { Limits } from './limits.ts'
import { routes, type Answer, type Route } from './openapi-routes.ts'
import { bodySchemas } from './schemas.ts'

const json = 'application/json'

const description = `Runs the models of this page. The address is that of the page with “api/” behind it.

**Who can call it.** In the browser it lives in the page: the service worker hands each call to a page of this site that is
open, and only pages of this same origin can call it. Other sites, \`curl\` and scripts cannot; without an open page the answer
is 503. From the command line, \`npm start\` serves the same API over HTTP, to programs on the same machine (loopback) unless it is
told otherwise.

**Which model.** “model” names one by its id; without it the first that takes what the call brings is used, those that are ready
first.

**Errors** have \`{"error": {"code", "message", "field"?}, "detail"}\`, the detail as FastAPI words it.`

const errorWords: Readonly<Record<number, string>> = {
  400: 'The picture cannot be read (“Invalid image format”), or its base64 cannot.',
  403: 'A page of another site called.',
  404: 'There is no such model.',
  413: 'Too large.',
  415: 'Neither JSON nor a picture.',
  422: 'The request does not fit; “error.field” and “detail” say where.',
  500: 'The model failed while it ran.',
  503: '“Model not loaded”, or too many calls are waiting (“retry-after” says when to come again).',
  504: 'The time for the call has passed.',
}

/** @param limits that the description tells of */
export function openApi(limits: Limits): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const route of routes) (paths[route.path] ??= {})[route.method] = operation(route)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Vitrine',
      version: '1.0.0',
      description: `${description}\n\n${limitWords(limits)}`,
    },
    // Relative to this document: the site may lie under any path.
    servers: [{ url: '.' }],
    paths,
    components: { schemas: components() },
  }
}

function limitWords({ bodyBytes, batchItems, waitingPerModel, deadlineMs }: Limits): string {
  return `**Limits.** ${bodyBytes / 1e6} MB a call, ${batchItems} items a batch, ${waitingPerModel} calls waiting for a model; a prediction is given ${deadlineMs.predict / 1000} s, a text and a batch ${deadlineMs.generate / 1000} s, other times with “x-deadline-ms”.`
}

function operation(route: Route): object {
  const { summary, description: more, bodies: names, parameters, answers, errors } = route
  return {
    operationId: route.path
      .slice(1)
      .replaceAll(/\W+(\w?)/g, (_, next: string) => next.toUpperCase()),
    summary,
    ...(more !== undefined && { description: more }),
    ...(parameters && { parameters }),
    ...(names && { requestBody: { required: true, content: contentOf(route, names) } }),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, answer]) => [status, responseOf(answer)]),
      ),
      ...Object.fromEntries(
        errors.map((status) => [
          String(status),
          { description: errorWords[status], content: { [json]: { schema: ref('error') } } },
        ]),
      ),
    },
  }
}

function contentOf(
  { examples = {}, takesPictures = false }: Route,
  names: readonly (keyof typeof bodySchemas)[],
): object {
  const said = Object.entries(examples).map(([name, value]) => [name, { value }] as const)
  return {
    [json]: {
      schema: {
        anyOf: [...names.map(ref), ...(takesPictures ? [{ type: 'string' as const }] : [])],
      },
      examples: Object.fromEntries(said),
    },
    ...(takesPictures && { 'image/*': { schema: { type: 'string', format: 'binary' } } }),
  }
}

function responseOf({ description: said, schema, type = json }: Answer): object {
  const form =
    schema === undefined
      ? { type: 'string' }
      : schema.length === 1
        ? ref(schema[0]!)
        : { anyOf: schema.map(ref) }
  return { description: said, content: { [type]: { schema: form } } }
}

function ref(name: string): object {
  return { $ref: `#/components/schemas/${name}` }
}

function components(): Record<string, object> {
  const schemas = { ...bodySchemas, ...answerSchemas }
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      // OpenAPI 3.1 says once for all which JSON Schema it means.
      const { $schema: _, ...plain } = z.toJSONSchema(schema, { unrepresentable: 'any' })
      return [name, plain]
    }),
  )
}
