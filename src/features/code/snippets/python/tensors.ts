import { elementCount, isFreeDim } from '../../../../core/tensors/tensor.ts'
import type { TensorsManifest } from '../../../../protocol/manifest.ts'
import type { PlainTensor } from '../../../../protocol/tasks.ts'
import { tensorsOf, type AskedOf } from '../asked.ts'
import { pythonLiteral } from '../literals.ts'
import { blocks, lines, mostInlineValues } from '../snippet.ts'
import { numberImports, pythonHead, pythonSession } from './program.ts'

/** Prints what the model gives for the tensors of the run, else for zeros. */
export function pythonTensors(asked: AskedOf<TensorsManifest>): string {
  const given = tensorsOf(asked)
  const feeds = asked.manifest.inputs.map(({ name, type, dims }) => {
    const own = given !== undefined && Object.hasOwn(given, name) ? given[name] : undefined
    const value = own === undefined ? zeros(type, dims) : tensor(own)
    return `    ${pythonLiteral(name)}: ${value},`
  })
  return blocks(
    pythonHead(asked, numberImports.slice(2)),
    pythonSession(asked),
    lines('feeds = {', ...feeds, '}'),
    lines(
      `names = ${pythonLiteral(asked.manifest.outputs.map(({ name }) => name))}`,
      'for name, output in zip(names, session.run(names, feeds)):',
      '    print(name, output.dtype, output.shape, np.ravel(output)[:8].tolist())',
    ),
  )
}

const numbers: ReadonlySet<string> = new Set(
  ['float16', 'float32', 'float64', 'int8', 'int16', 'int32', 'int64'].concat([
    'uint8',
    'uint16',
    'uint32',
    'uint64',
  ]),
)

function kindOf(type: string): string {
  if (type === 'string') return 'object'
  return type === 'bool' ? 'np.bool_' : `np.${numbers.has(type) ? type : 'float32'}`
}

function zeros(type: string, dims: readonly (number | string)[]): string {
  const shape = pythonLiteral(dims.map((dim) => (isFreeDim(dim) ? 1 : dim)))
  return type === 'string' ? `np.full(${shape}, "", object)` : `np.zeros(${shape}, ${kindOf(type)})`
}

function tensor({ type, dims, data }: PlainTensor): string {
  const count = elementCount(dims)
  if (count > mostInlineValues) {
    return zeros(type, dims)
  }
  const isFloat = type.startsWith('float')
  // int64 values beyond 2^53 come as strings, NaN and the infinities too.
  const values = data.map((value) => {
    if (type === 'string') return pythonLiteral(String(value))
    if (typeof value !== 'string') return pythonLiteral(value)
    if (isFloat) return `float(${pythonLiteral(value)})`
    return /^-?\d+$/.test(value) ? value : '0'
  })
  return `np.array([${values.join(', ')}], ${kindOf(type)}).reshape(${pythonLiteral(dims)})`
}
