/** What is to be known of an `.onnx` file without running it: read by `exports/graph/`, shown by the inspector. */

export interface GraphFacts {
  /** Of the `.onnx` file alone, without the data files beside it. */
  readonly sizeBytes: number
  readonly irVersion: number
  /** Such as "pytorch 2.4.0"; empty when the file does not say. */
  readonly producer: string
  readonly name: string
  readonly description: string
  /** The standard domain is "ai.onnx", however the file spells it. */
  readonly opsets: readonly { readonly domain: string; readonly version: number }[]
  /** Without those that are initialisers too (which old IR versions list among the inputs). */
  readonly inputs: readonly GraphValue[]
  readonly outputs: readonly GraphValue[]
  /** `metadata_props`, in the file's order. */
  readonly metadata: readonly (readonly [key: string, value: string])[]
  readonly initialisers: readonly GraphInitialiser[]
  /** Data files that initialisers refer to, as the file spells them, with how far into each they reach. */
  readonly external: readonly { readonly location: string; readonly endBytes: number }[]
  /** Of the main graph and all graphs and functions inside it, the most frequent first. */
  readonly operators: readonly GraphOperator[]
  /** Elements of all floating-point and integer initialisers. */
  readonly parameters: number
  /** Bytes of all initialisers, inside and outside the file. */
  readonly weightBytes: number
  /** Domains whose operators the file itself defines, as model-local functions: "domain/name". */
  readonly functions: readonly string[]
  /** Present where the main graph has operators of `ai.onnx.ml` that say something of a table. */
  readonly table?: TableFacts
}

/** What the operators of `ai.onnx.ml` hold that a page for tables has to know. */
export interface TableFacts {
  /** Of all classifiers the last one's, in the order of its scores; numbers are spelt out. Empty where none has them. */
  readonly classes: readonly string[]
  /** `tensor` goes into the operator, `output` comes out of it. */
  readonly zipMaps: readonly {
    readonly tensor: string
    readonly output: string
    readonly classes: readonly string[]
  }[]
  /** What the operators that read an input as it is given say of it. */
  readonly inputs: readonly TableInputFacts[]
}

export interface TableInputFacts {
  readonly name: string
  /** Columns that it has, where an operator has numbers for each of them. */
  readonly columns?: number
  /** Columns that trees ask for: there may be more. */
  readonly atLeast?: number
  /** All that an encoder knows in it. */
  readonly choices?: readonly string[]
  /** What is missing in it is filled in, or has a way of its own through the trees. */
  readonly mayBeMissing?: boolean
}

export interface GraphValue {
  readonly name: string
  /** "float32", "int64", "string", "bfloat16", …; or, for what is no tensor, such as "sequence(map(int64, float32))". */
  readonly type: string
  /** A number where the graph fixes the size, its symbolic name or "?" where not. Empty for a scalar, `["…"]` where not even the rank is known. */
  readonly dims: readonly (number | string)[]
  readonly isTensor: boolean
}

export interface GraphInitialiser {
  readonly name: string
  readonly type: string
  readonly dims: readonly number[]
  readonly bytes: number
  /** The data file that holds it, as the file spells it; absent: it lies in the `.onnx` itself. */
  readonly location?: string
}

export interface GraphOperator {
  /** "ai.onnx", "ai.onnx.ml", "com.microsoft", … */
  readonly domain: string
  readonly name: string
  readonly count: number
}
