/** What one call, and all calls together, may take. */
export interface Limits {
  /** A picture of 50 MB is 67 MB in base64; a batch has no more than that in all. */
  readonly bodyBytes: number
  /** As the page takes it (`pipelines/picture-gate.ts`). */
  readonly pictureBytes: number
  /** A batch keeps the model to itself for no longer than a long text does. */
  readonly batchItems: number
  /** Characters; what a model can read of them it says itself. */
  readonly promptLength: number
  /** Rows of one call; longer tables are files, which the page runs. */
  readonly rows: number
  readonly texts: number
  /** Values of a call's answer in tensors: 4 million are about 40 MB of JSON. */
  readonly answerValues: number
  /**
   * Calls that wait for one model. Those of a quick one are through in a second; of a slow one the last would
   * outlive its deadline, and had better be told at once.
   */
  readonly waitingPerModel: number
  /** Calls that wait for any model: each keeps its body in memory. */
  readonly waitingInAll: number
  /** Of a call that names no deadline itself, in milliseconds. */
  readonly deadlineMs: {
    readonly predict: number
    readonly batch: number
    readonly generate: number
  }
  readonly longestDeadlineMs: number
}

export const defaultLimits: Limits = {
  bodyBytes: 70e6,
  pictureBytes: 50e6,
  batchItems: 64,
  promptLength: 100_000,
  rows: 10_000,
  texts: 64,
  answerValues: 4_000_000,
  waitingPerModel: 64,
  waitingInAll: 100,
  deadlineMs: { predict: 30_000, batch: 120_000, generate: 120_000 },
  longestDeadlineMs: 600_000,
}
