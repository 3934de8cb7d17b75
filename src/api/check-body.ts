import * as z from 'zod/mini'
import type { RequestProblem } from '../protocol/api-errors.ts'
import { ApiError } from './errors.ts'
import { isObject, shorten } from './json-objects.ts'

/** Told at once; nobody reads more. */
const mostProblems = 20

/**
 * The value as the schema has it.
 * @throws ApiError `request-invalid` with every problem in FastAPI's form
 */
export function checkBody<S extends z.core.$ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = z.safeParse(schema, value)
  if (parsed.success) return parsed.data
  throw invalid(problemsOf(parsed.error.issues, value))
}

export function invalid(problems: readonly RequestProblem[]): ApiError {
  const told = problems.slice(0, mostProblems)
  const [first] = told
  const field = first?.loc.slice(1).map(String).join('.') ?? ''
  const message =
    first === undefined
      ? 'The request is not what this route takes.'
      : field === ''
        ? `${first.msg}.`
        : `“${field}”: ${first.msg}.`
  return new ApiError('request-invalid', {
    message,
    ...(field !== '' && { field }),
    detail: told,
  })
}

export function problemsOf(issues: readonly z.core.$ZodIssue[], given: unknown): RequestProblem[] {
  return issues.flatMap((issue) => {
    const loc = ['body', ...issue.path.map((part) => placeOf(part))]
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.slice(0, mostProblems).map((key) => ({
        type: 'extra_forbidden',
        loc: [...loc, shorten(key)],
        msg: 'Extra inputs are not permitted',
      }))
    }
    return [{ loc, ...wordsOf(issue, at(given, issue.path)) }]
  })
}

function placeOf(part: PropertyKey): string | number {
  return typeof part === 'number' ? part : shorten(String(part))
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, part) => {
    if (Array.isArray(inner)) return inner[Number(part)] as unknown
    return isObject(inner) && Object.hasOwn(inner, part) ? inner[String(part)] : undefined
  }, value)
}

const typeWords: Readonly<Record<string, readonly [string, string]>> = {
  string: ['string_type', 'Input should be a valid string'],
  number: ['float_type', 'Input should be a valid number'],
  int: ['int_type', 'Input should be a valid integer'],
  boolean: ['bool_type', 'Input should be a valid boolean'],
  array: ['list_type', 'Input should be a valid list'],
  object: ['dict_type', 'Input should be a valid dictionary'],
  record: ['dict_type', 'Input should be a valid dictionary'],
}

/** As Pydantic words it. */
function wordsOf(issue: z.core.$ZodIssue, given: unknown): Pick<RequestProblem, 'type' | 'msg'> {
  if (given === undefined) return { type: 'missing', msg: 'Field required' }
  switch (issue.code) {
    case 'invalid_type': {
      const [type, msg] = typeWords[issue.expected] ?? ['value_error', 'Input is not valid']
      return { type, msg }
    }
    case 'too_small':
      return issue.origin === 'array'
        ? { type: 'too_short', msg: `List should have at least ${issue.minimum} items` }
        : {
            type: 'greater_than_equal',
            msg: `Input should be greater than or equal to ${issue.minimum}`,
          }
    case 'too_big':
      if (issue.origin === 'string') {
        return {
          type: 'string_too_long',
          msg: `String should have at most ${issue.maximum} characters`,
        }
      }
      return issue.origin === 'array'
        ? { type: 'too_long', msg: `List should have at most ${issue.maximum} items` }
        : {
            type: 'less_than_equal',
            msg: `Input should be less than or equal to ${issue.maximum}`,
          }
    case 'invalid_value':
      return {
        type: 'literal_error',
        msg: `Input should be ${issue.values.map((value) => `'${String(value)}'`).join(' or ')}`,
      }
    case 'custom':
      return { type: 'value_error', msg: 'Input is not of the form that is wanted here' }
    default:
      return { type: 'value_error', msg: 'Input is not valid' }
  }
}
