import type { KnownTask, Task } from '../../protocol/manifest.ts'

/** What a graph that nothing else describes could be for. */
export interface TaskGuess {
  readonly task: Task
  readonly recognised?: KnownTask
  /** What of the graph told it. */
  readonly because: string
  /** Whole sentences. */
  readonly notes?: readonly string[]
}
