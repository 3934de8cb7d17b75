/** Whether code that was written by a program is code. */
import { execFileSync } from 'node:child_process'
import { Script } from 'node:vm'
import { python } from './python-program.ts'

const importLine = /^import (\* as \w+|\{[^}]*\}) from ('[^']*'|"[^"\n]*")$/gm

/** A module as the body of an async function, which takes `imported(name)`. */
export function functionBody(code: string): string {
  return code.replace(importLine, (_, what: string, from: string) => {
    const name = what.startsWith('*') ? what.slice('* as '.length) : what
    return `const ${name} = await imported(${from})`
  })
}

/** @throws SyntaxError */
export function parseModule(code: string): void {
  // Never run: a script of one function expression.
  void new Script(`(async (imported) => {${functionBody(code)}\n})`)
}

/** Parses all of them with one start of Python. @throws Error that names the line */
export function parsePython(programs: readonly string[]): void {
  evaluatePython('for code in given: ast.parse(code)', programs)
}

/** What a few lines make of `given`: they leave it in `answer`. */
export function evaluatePython(code: string, given: unknown): unknown {
  const program = `import ast, json, sys\ngiven = json.load(sys.stdin)\nanswer = None\n${code}\nprint(json.dumps(answer))`
  const input = JSON.stringify(given)
  const options = { input, encoding: 'utf8', maxBuffer: 1 << 26, env: utf8 } as const
  return JSON.parse(execFileSync(python?.command ?? 'python3', ['-c', program], options))
}

const utf8 = { ...process.env, PYTHONUTF8: '1' }

export interface CurlCall {
  readonly args: readonly string[]
  /** What came to it by a pipe. */
  readonly input: string
}

/** How a shell would call curl, for each of several codes; all run in one shell, so that a torn one shows. */
export function callsOfCurl(codes: readonly string[], folder: string): readonly CurlCall[] {
  const fake = `curl() { printf '%s\\0' "$@"; [ "\${@: -1}" != '@-' ] || cat; printf '${end}'; }\n`
  const input = fake + codes.join('\n')
  execFileSync('bash', ['-n'], { input, stdio: ['pipe', 'ignore', 'pipe'] })
  const options = { input, encoding: 'utf8', cwd: folder, maxBuffer: 1 << 26 } as const
  const calls = execFileSync('bash', ['-s'], options).split('\0call ends\0').slice(0, -1)
  return calls.map((call) => {
    const parts = call.split('\0')
    return { args: parts.slice(0, -1), input: parts.at(-1)! }
  })
}

const end = '\\0call ends\\0'
