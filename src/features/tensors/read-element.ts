import type { PlainTensor } from '../../protocol/tasks.ts'
import type { ElementType } from './element-type.ts'
import type { Word } from './parse-values.ts'

/** One typed value as `PlainTensor` spells it, or undefined when it is none of this type. */
export function readElement(
  { text, isQuoted }: Word,
  element: ElementType,
): PlainTensor['data'][number] | undefined {
  switch (element.kind) {
    case 'string':
      return text
    case 'boolean':
      if (/^(?:true|1)$/i.test(text)) return true
      return /^(?:false|0)$/i.test(text) ? false : undefined
    case 'integer':
      return readInteger(text, element)
    case 'float':
      return isQuoted && text.trim() === '' ? undefined : readFloat(text)
    default:
      return element satisfies never
  }
}

function readInteger(
  text: string,
  { min, max }: ElementType & { kind: 'integer' },
): number | string | undefined {
  // "3." and "3.0" are how NumPy and people write a 3.
  const digits = /^([+-]?\d+)(?:\.0*)?$/.exec(text)?.[1]
  if (digits === undefined) return undefined
  const value = BigInt(digits.replace('+', ''))
  if (value < min || value > max) return undefined
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : String(value)
}

function readFloat(text: string): number | string | undefined {
  const special = /^([+-]?)(nan|inf|infinity)$/i.exec(text)
  if (special !== null) {
    if (special[2]?.toLowerCase() === 'nan') return 'NaN'
    return special[1] === '-' ? '-Infinity' : 'Infinity'
  }
  // `Number` alone would take "0x10" and "".
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}
