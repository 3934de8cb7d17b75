import { asVitrineError, VitrineError } from '../protocol/errors.ts'

/** How ONNX Runtime words what has a code of ours. Texts change: what is not known here stays `model-rejected`. */
const refusals: readonly {
  readonly text: RegExp
  readonly error: (found: RegExpExecArray) => ConstructorParameters<typeof VitrineError>
}[] = [
  {
    text: /Unsupported model IR version: (\d+)(?:, max supported IR version: (\d+))?/,
    error: ([, found, limit = '13']) => [
      'model-too-new',
      { found: `IR version ${found}`, limit: `IR version ${limit}` },
    ],
  },
  {
    text: /Opset (\d+) is under development.* support for domain ([\w.-]+) is till opset (\d+)/s,
    error: ([, found, domain, limit]) => [
      'model-too-new',
      { found: `opset ${found} of ${domain}`, limit: `opset ${limit}` },
    ],
  },
  {
    text: /Fatal error: ([\w.-]*):([^]{0,80}?)\(-?\d+\) is not a registered function\/op/,
    error: ([, domain, operator]) => [
      'operator-unavailable',
      { operator: `“${operator}”`, domain: `“${domain}”` },
    ],
  },
  {
    // A damaged name may be anything, also a word that breaks the line.
    text: /No Op registered for ([^]{0,80}?)(?: with domain_version of|$)/,
    error: ([, operator]) => ['operator-unavailable', { operator: `“${operator}”` }],
  },
  {
    text: /No opset import for domain '([\w.-]+)'/,
    error: ([, domain]) => [
      'operator-unavailable',
      { operator: 'an operator', domain: `“${domain}”, which it does not declare` },
    ],
  },
  {
    text: /Could not find an implementation for (?:[\w.]+\.)?(\w+)\(\d+\)/,
    error: ([, operator]) => [
      'operator-unavailable',
      { operator: `“${operator}” for this type of numbers,` },
    ],
  },
  {
    text: /unsupported data type: (\d+)/,
    error: ([, number = '']) => [
      'type-unavailable',
      {
        value: 'An input or output',
        type: unavailableTypes[number] ?? `of the ONNX type ${number}`,
      },
    ],
  },
  {
    text: /Type '(?:tensor\()?(\w+)\)?' of input parameter/,
    error: ([, type = '']) => ['type-unavailable', { value: 'The input of an operator', type }],
  },
  {
    text: /Failed to load external data file "+([\w][\w./ -]*)"/,
    error: ([, path = '']) => ['export-incomplete', { path }],
  },
  {
    text: /protobuf parsing failed|No graph was found in the protobuf|is required (?:to be non-empty|but missing)/,
    error: () => ['model-damaged', {}],
  },
  {
    text: /SafeIntOnOverflow|Integer overflow/,
    error: () => [
      'model-rejected',
      { problem: 'It makes tensors that are larger than a web page can address' },
    ],
  },
  {
    text: /Unrecognized attribute: ([^]{0,80}?) for operator (\w+)/,
    error: ([, attribute, operator]) => [
      'model-rejected',
      { problem: `Its operator “${operator}” has an attribute “${attribute}”, which is not known` },
    ],
  },
  {
    text: /invalid model|\[(?:Shape|Type)InferenceError\]|Type Error: Type|type field and data field mismatch|(?:input|output) size \d+ not in range|topologically sorted|Invalid tensor data type|node_arg was false/i,
    error: () => ['model-damaged', { problem: 'its graph contradicts itself' }],
  },
  {
    // What the kernels and the optimiser insist on, in the words of their source.
    text: /onnxruntime::.* was false/s,
    error: () => [
      'model-rejected',
      { problem: 'One of its operators has attributes or weights that do not fit' },
    ],
  },
]

/** Element types of ONNX that the package throws at, by their numbers. */
const unavailableTypes: Readonly<Record<string, string>> = {
  '14': 'complex64',
  '15': 'complex128',
  '16': 'bfloat16',
  '17': 'float8e4m3fn',
  '18': 'float8e4m3fnuz',
  '19': 'float8e5m2',
  '20': 'float8e5m2fnuz',
  '23': 'float4e2m1',
}

/**
 * What a failed load is called. The runtime's own text goes into `detail` only: it names paths of its build machine.
 * @param path the model's, as the manifest calls it
 */
export function loadError(cause: unknown, path: string): VitrineError {
  if (isTrap(cause)) return new VitrineError('model-rejected', { problem: brokeOff }, { cause })
  if (isOutOfMemory(cause)) return asVitrineError(cause, 'out-of-memory')
  const message = textOf(cause)
  for (const { text, error } of refusals) {
    const found = text.exec(message)
    if (found === null) continue
    const [code, facts] = error(found)
    return new VitrineError(code, { path, ...facts }, { cause })
  }
  return asVitrineError(cause, 'model-rejected')
}

/**
 * What a failed run is called. After a trap nothing in the instance can be relied on, which is why that is
 * `worker-died`: the page ends the worker upon it, and so it does when memory ran out, for a wasm heap never shrinks.
 */
export function runError(cause: unknown): VitrineError {
  if (isTrap(cause)) return asVitrineError(cause, 'worker-died')
  return asVitrineError(cause, isOutOfMemory(cause) ? 'out-of-memory' : 'run-failed')
}

const brokeOff = 'It broke off within, as it does over weights that do not fit their operators'

/** Nothing in the instance can be relied on any more, whatever was being done in it. */
export function isTrap(cause: unknown): boolean {
  if (cause instanceof WebAssembly.RuntimeError) return true
  // A C++ exception that left the runtime is a number or an object of its own, an abort a plain error.
  return !(cause instanceof Error) || /\bAborted\(/.test(cause.message)
}

function isOutOfMemory(cause: unknown): boolean {
  return (
    cause instanceof RangeError ||
    /bad_alloc|out of memory|failed to allocate|memory allocation/i.test(textOf(cause))
  )
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
