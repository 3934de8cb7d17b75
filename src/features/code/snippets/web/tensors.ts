import { elementCount, isFreeDim } from '../../../../core/tensors/tensor.ts'
import type { TensorsManifest } from '../../../../protocol/manifest.ts'
import type { PlainTensor } from '../../../../protocol/tasks.ts'
import { tensorsOf, type AskedOf } from '../asked.ts'
import { jsLiteral } from '../literals.ts'
import { blocks, lines, mostInlineValues } from '../snippet.ts'
import { webHead } from './program.ts'

const arrays: Readonly<Record<string, string>> = {
  float32: 'Float32Array',
  float64: 'Float64Array',
  float16: 'Float16Array',
  int64: 'BigInt64Array',
  uint64: 'BigUint64Array',
  int32: 'Int32Array',
  uint32: 'Uint32Array',
  int16: 'Int16Array',
  uint16: 'Uint16Array',
  int8: 'Int8Array',
  uint8: 'Uint8Array',
  bool: 'Uint8Array',
}

export function webTensors(asked: AskedOf<TensorsManifest>): string {
  const given = tensorsOf(asked)
  const feeds = asked.manifest.inputs.map(({ name, type, dims }) => {
    const own = given !== undefined && Object.hasOwn(given, name) ? given[name] : undefined
    const fixed = dims.map((dim) => (isFreeDim(dim) ? 1 : Number(dim)))
    const key = name === '__proto__' ? "['__proto__']" : jsLiteral(name)
    return `  ${key}: ${own === undefined ? zeros(type, fixed) : webTensor(own)},`
  })
  const wanted = asked.manifest.outputs.map(({ name }) => name)
  return blocks(
    webHead(asked),
    lines('const feeds = {', ...feeds, '}'),
    lines(
      `const outputs = await session.run(feeds, ${jsLiteral(wanted)})`,
      'for (const [name, { type, dims, data }] of Object.entries(outputs)) {',
      '  console.log(name, type, dims, Array.from(data.slice(0, 8), String))',
      '}',
    ),
  )
}

function zeros(type: string, dims: readonly number[]): string {
  const count = elementCount(dims)
  const kind = arrays[type] === undefined && type !== 'string' ? 'float32' : type
  const data = type === 'string' ? `Array(${count}).fill('')` : `new ${arrays[kind]}(${count})`
  return `new ort.Tensor(${jsLiteral(kind)}, ${data}, ${jsLiteral(dims)})`
}

/** A tensor of the page in code: what the module takes too, where it is written as its three parts. */
export function webTensor({ type, dims, data }: PlainTensor): string {
  if (elementCount(dims) > mostInlineValues) return zeros(type, dims)
  const isWide = type === 'int64' || type === 'uint64'
  const values = data.map((value) => {
    if (type === 'string') return jsLiteral(String(value))
    if (isWide) return wholeLiteral(value)
    // NaN and the infinities come as strings.
    return jsLiteral(Number(value))
  })
  const list = `[${values.join(', ')}]`
  const array =
    type === 'string' ? list : `${arrays[type] ?? 'Float32Array'}.of(${list.slice(1, -1)})`
  return `new ort.Tensor(${jsLiteral(type)}, ${array}, ${jsLiteral(dims)})`
}

/** Beyond 2^53 they come as strings; what is no whole number was refused by the run, and is 0 here. */
function wholeLiteral(value: number | string | boolean): string {
  return /^-?\d+$/.test(String(value)) ? `${String(value)}n` : '0n'
}
