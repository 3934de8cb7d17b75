/**
 * What ONNX Runtime Web 1.30 takes, found by giving it models made for the purpose; `runtime-limits.test.ts` asks it
 * again. To be looked at with every update of the package.
 */

/** Of the file format. */
export const newestIr = 13

/** It refuses a model that imports more, also where no operator of that domain is used. */
export const newestOpsets: Readonly<Record<string, number>> = {
  'ai.onnx': 26,
  'ai.onnx.ml': 5,
  'ai.onnx.training': 1,
  'ai.onnx.preview': 1,
  'ai.onnx.preview.training': 1,
  'com.microsoft': 1,
  'com.microsoft.experimental': 1,
  'com.microsoft.nchwc': 1,
  'com.ms.internal.nhwc': 26,
  'org.pytorch.aten': 1,
}

/** Domains in which it has operators; `org.pytorch.aten` it knows by name alone. */
export const operatorDomains: ReadonlySet<string> = new Set(
  Object.keys(newestOpsets).filter((domain) => domain !== 'org.pytorch.aten'),
)

/** Types of tensors that can be given to a model or taken from it. It asks for all of them when it loads. */
export const passedTypes: ReadonlySet<string> = new Set([
  'float32',
  'float16',
  'float64',
  'int8',
  'int16',
  'int32',
  'int64',
  'uint8',
  'uint16',
  'uint32',
  'uint64',
  'bool',
  'string',
  'int4',
  'uint4',
])

/** Types that weights may have besides: they load, and operators take them. */
export const storedTypes: ReadonlySet<string> = new Set([
  ...passedTypes,
  'bfloat16',
  'float8e4m3fn',
  'float8e4m3fnuz',
  'float8e5m2',
  'float8e5m2fnuz',
  'float8e8m0',
  'int2',
  'uint2',
])

/** What weights can have of a 32-bit heap of 4 GiB; the rest is the runtime's own. */
export const heapBytes = 4e9
