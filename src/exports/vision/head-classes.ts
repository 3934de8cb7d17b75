import type { GraphFacts } from '../../protocol/graph.ts'
import type { DetectionHead, YoloHead } from '../../protocol/picture-manifests.ts'
import type { KnownClasses } from '../class-labels.ts'
import { isFixed } from '../guess/guess-image.ts'

type Counts = Pick<KnownClasses, 'classes' | 'fits'>

/** How many classes a head has, and how many names would do for them. */
export function classesOfHead(head: DetectionHead, graph: GraphFacts | undefined): Counts {
  const dims = (name: string) => graph?.outputs.find((output) => output.name === name)?.dims ?? []
  switch (head.kind) {
    case 'yolo':
      return counted(yoloClasses(head, dims(head.output)))
    case 'fastest-det': {
      const axes = dims(head.output)
      return counted(rest(axes.length === 4 ? axes[1] : axes[2], 5))
    }
    case 'detr': {
      const columns = rest(dims(head.logits)[2], 0)
      if (columns === undefined) return counted(undefined)
      return head.scores === 'sigmoid'
        ? counted(columns)
        : { classes: columns - 1, fits: [columns - 1, columns] }
    }
    case 'ssd': {
      const columns = rest(dims(head.scores)[2], 0)
      return columns === undefined
        ? counted(undefined)
        : { classes: columns, fits: [columns, columns - 1] }
    }
    case 'yunet':
    case 'blaze-face':
      return counted(1)
    case 'listed':
    case 'end-to-end':
      // Any number may stand in their lists.
      return { fits: [] }
    default:
      return head satisfies never
  }
}

export function yoloClasses(
  { axes, objectness, coefficients = 0 }: YoloHead,
  dims: readonly (number | string)[],
): number | undefined {
  return rest(dims[axes === 'values-first' ? 1 : 2], 4 + (objectness ? 1 : 0) + coefficients)
}

/** Where nobody knows how many there are, any list of names may be theirs. */
export function counted(classes: number | undefined): Counts {
  return classes === undefined ? { fits: [] } : { classes }
}

function rest(dim: number | string | undefined, others: number): number | undefined {
  return isFixed(dim) && dim > others ? dim - others : undefined
}
