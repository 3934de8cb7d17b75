/** Programs in Python, run by tests of the code that the page hands out. */
import { execFileSync, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const standIns = fileURLToPath(new URL('python', import.meta.url))

interface Python {
  readonly command: string
  /** Packages for which a stand-in of ours has to do. */
  readonly standIns: readonly string[]
}

/** Undefined where there is none with NumPy and Pillow. */
export const python: Python | undefined = findPython()

function findPython(): Python | undefined {
  const wanted = [process.env['VITRINE_PYTHON'], '/usr/bin/python3', 'python3']
  for (const command of wanted) {
    if (command === undefined || !can(command, 'numpy, PIL')) continue
    const absent = ['onnxruntime', 'tokenizers'].filter((name) => !can(command, name))
    return { command, standIns: absent }
  }
  return undefined
}

function can(command: string, packages: string): boolean {
  try {
    execFileSync(command, ['-c', `import ${packages}`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/**
 * What a program prints.
 * @param folder where it runs
 * @throws Error with what it said, when it fails
 */
export async function runPython(
  code: string,
  { folder, args = [] }: { readonly folder: string; readonly args?: readonly string[] },
): Promise<string> {
  if (python === undefined) throw new Error('no Python')
  const paths = python.standIns.map((name) => `${standIns}/${name}`)
  const child = spawn(python.command, ['-', ...args], {
    cwd: folder,
    env: {
      ...process.env,
      PYTHONPATH: paths.length > 0 ? [standIns, ...paths].join(':') : '',
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONUTF8: '1',
      VITRINE_NODE: process.execPath,
    },
  })
  child.stdin.end(code)
  let printed = ''
  let complaints = ''
  child.stdout.on('data', (piece) => (printed += String(piece)))
  child.stderr.on('data', (piece) => (complaints += String(piece)))
  const status = await new Promise((resolve) => child.on('close', resolve))
  if (status !== 0)
    throw new Error(`Python ended with ${String(status)}: ${complaints.slice(-2000)}`)
  return printed
}
