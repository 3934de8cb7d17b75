import type { Field, Wire } from './wire.ts'

/** A node that says something of a table, or hands its columns on as they are. */
export interface TableNode {
  readonly operator: string
  readonly inputs: readonly string[]
  /** The first. */
  readonly output: string
  readonly attributes: AttributeFacts
}

/** Of `ai.onnx.ml`. */
const operators: ReadonlySet<string> = new Set([
  'ArrayFeatureExtractor',
  'CategoryMapper',
  'Imputer',
  'LabelEncoder',
  'LinearClassifier',
  'LinearRegressor',
  'Normalizer',
  'OneHotEncoder',
  'SVMClassifier',
  'Scaler',
  'TreeEnsembleClassifier',
  'TreeEnsembleRegressor',
  'TreeEnsemble',
  'ZipMap',
])

/** Of the standard domain: what may stand between an input and those. */
const passing: ReadonlySet<string> = new Set(['Cast', 'Concat', 'Identity'])

export function isTableOperator(operator: string): boolean {
  return operators.has(operator)
}

/** Whether such a node is remembered. */
export function isTableNode(domain: string, operator: string): boolean {
  return domain === 'ai.onnx.ml' ? operators.has(operator) : passing.has(operator)
}

/** Of these all numbers are wanted, of the others how many there are, and the largest. */
const listed = /^classlabels_/

/** What is remembered of a list: classes, categories. */
const most = 10_000

/** The attributes of a node, without their numbers: tree ensembles have millions. */
export class AttributeFacts {
  readonly #lists = new Map<string, ListFacts>()
  #now: ListFacts = emptyList()

  /** One field of an `AttributeProto`, in the file's order: the name stands before what it has. */
  take(wire: Wire, field: Field): Promise<void> | void {
    switch (field.number) {
      case 1:
        return wire.text(field).then((name) => this.#begin(name))
      case 3:
        this.#now.count++
        this.#now.largest = Math.max(this.#now.largest, wire.number(field))
        return
      case 7:
        this.#now.count += field.type === 2 ? (field.end - field.start) / 4 : 1
        return
      case 8:
        return this.#takeNumbers(wire, field)
      case 9:
        this.#now.count++
        if (this.#now.texts.length >= most) return
        return wire.text(field).then((text) => void this.#now.texts.push(text))
      default:
    }
  }

  #begin(name: string): void {
    this.#now = emptyList(listed.test(name))
    this.#lists.set(name, this.#now)
  }

  #takeNumbers(wire: Wire, field: Field): Promise<void> | void {
    const list = this.#now
    const take = (value: number) => {
      list.count++
      list.largest = Math.max(list.largest, value)
      if (list.isListed && list.numbers.length < most) list.numbers.push(value)
    }
    if (field.type === 0) take(field.value)
    else return wire.eachNumber(field, take)
  }

  /** How many entries a list has; 0 for one that is not there. */
  count(name: string): number {
    return this.#lists.get(name)?.count ?? 0
  }

  /** The largest of whole numbers, such as of a list; undefined where there are none. */
  largest(name: string): number | undefined {
    const { largest = -Infinity } = this.#lists.get(name) ?? {}
    return Number.isFinite(largest) ? largest : undefined
  }

  /** The first of these lists that has texts, or numbers that are listed. */
  texts(...names: readonly string[]): readonly string[] {
    for (const name of names) {
      const { texts = [], numbers = [] } = this.#lists.get(name) ?? {}
      if (texts.length > 0) return texts
      if (numbers.length > 0) return numbers.map(String)
    }
    return []
  }
}

interface ListFacts {
  readonly isListed: boolean
  readonly texts: string[]
  readonly numbers: number[]
  count: number
  largest: number
}

function emptyList(isListed = false): ListFacts {
  return { isListed, texts: [], numbers: [], count: 0, largest: -Infinity }
}
