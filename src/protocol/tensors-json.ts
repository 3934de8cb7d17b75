import type { OutputTensor } from './tasks.ts'

/** `elements` stands where `data` is only the beginning of so many. */
export function outputsAnswer(outputs: readonly Omit<OutputTensor, 'statistics'>[]) {
  const byName = outputs.map(({ name, type, dims, data, elements }) => {
    const tensor = { type, dims, data }
    return [name, data.length < elements ? { ...tensor, elements } : tensor] as const
  })
  return { outputs: Object.fromEntries(byName) }
}
