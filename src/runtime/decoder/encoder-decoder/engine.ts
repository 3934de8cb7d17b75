import type { LogitRows } from '../plain/read-logits.ts'

/** Runs both graphs, and keeps what goes from one run to the next. */
export interface Engine {
  /** Runs the encoder. Whatever was kept is of no use any more. */
  read(source: readonly number[]): Promise<void>
  /**
   * Runs the decoder over tokens that begin at the place `from`. At 0 they are any number. Behind that they are one:
   * the branch with a past is traced with a single token, and may mask nothing.
   */
  step(ids: readonly number[], from: number): Promise<LogitRows>
  /** @returns how many of the text's tokens it kept; 0 always succeeds, and keeps what it knows of the source */
  cut(length: number): Promise<number>
  close(): void
}
