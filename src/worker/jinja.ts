import { Environment, Interpreter, parse, tokenize } from '@huggingface/jinja'
import { strftime } from './strftime.ts'

/** What the template itself has to say against a conversation (`raise_exception`). */
export class TemplateRefusal extends Error {
  override readonly name = 'TemplateRefusal'
}

/** In UTF-16 units. The largest that models are published with have a third of it. */
const longestTemplate = 100_000
/** The parser looks at each run of blanks once for every one of them. */
const longestBlank = /\s{1000}/
/** In UTF-16 units, besides what was given to it. */
const longestOutput = 1_000_000
/** Elements of a list. */
const longestList = 100_000
/** Hundreds of turns take a fraction of that. */
const longestMs = 2000

/**
 * Reads a template as Transformers does, `trim_blocks` and `lstrip_blocks` included.
 *
 * @returns what fills it in, told how many UTF-16 units the variables hold. It throws `TemplateRefusal`, and any other
 *   error where the template goes wrong or does not come to an end
 */
export function compileTemplate(
  source: string,
): (variables: Readonly<Record<string, unknown>>, givenLength: number) => string {
  if (source.length > longestTemplate || longestBlank.test(source)) {
    throw new Error('it is longer than any real one')
  }
  const program = parse(tokenize(source, { lstrip_blocks: true, trim_blocks: true }))
  return (variables, givenLength) => {
    const environment = new Environment()
    for (const [name, value] of Object.entries({ ...globals, ...variables })) {
      environment.set(name, value)
    }
    const written = new BoundedInterpreter(environment, givenLength).run(program).value
    return typeof written === 'string' ? written : ''
  }
}

type Evaluate = Interpreter['evaluate']

/** A template comes out of a file that somebody made: it may loop for ever, or double a text thirty times. */
class BoundedInterpreter extends Interpreter {
  readonly #longest: number
  readonly #endMs = performance.now() + longestMs

  constructor(environment: Environment, givenLength: number) {
    super(environment)
    this.#longest = longestOutput + 4 * givenLength
  }

  override evaluate(...[statement, environment]: Parameters<Evaluate>): ReturnType<Evaluate> {
    if (performance.now() > this.#endMs) throw new Error('it does not come to an end')
    const result = super.evaluate(statement, environment)
    const { value } = result
    const isLong =
      typeof value === 'string'
        ? value.length > this.#longest
        : Array.isArray(value) && value.length > longestList
    if (isLong) throw new Error('what it writes is too long')
    return result
  }
}

const globals = {
  true: true,
  false: false,
  none: null,
  True: true,
  False: false,
  None: null,
  raise_exception(message: unknown) {
    throw new TemplateRefusal(String(message))
  },
  strftime_now: (format: unknown) => strftime(new Date(), String(format)),
  range,
}

function range(first: number, end?: number, step = 1): number[] {
  const [from, to] = end === undefined ? [0, first] : [first, end]
  const length = Math.max(0, Math.ceil((to - from) / step))
  if (!(length <= longestList)) throw new Error('its range is too long')
  return Array.from({ length }, (_, index) => from + index * step)
}
