/** Within which a generation can run, both ends included; the most new tokens are the model's context length. */
export const generationLimits = {
  temperature: { min: 0, max: 5 },
  topK: { min: 0, max: 1000 },
  topP: { min: 0, max: 1 },
  repetitionPenalty: { min: 0.1, max: 5 },
  /** Seeds are 32 bits: see `random.ts`. */
  seed: { min: 0, max: 2 ** 32 - 1 },
} as const
