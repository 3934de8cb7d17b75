/** Answers by the row that the model got; those that nobody asked for longest go first. */
export interface RowCache<Answer> {
  get(key: string): Answer | undefined
  set(key: string, answer: Answer): void
}

export function createRowCache<Answer>(most: number): RowCache<Answer> {
  // A Map keeps the order in which its keys came.
  const answers = new Map<string, Answer>()
  return {
    get(key) {
      const answer = answers.get(key)
      if (answer === undefined) return undefined
      answers.delete(key)
      answers.set(key, answer)
      return answer
    },
    set(key, answer) {
      answers.delete(key)
      answers.set(key, answer)
      if (answers.size > most) answers.delete(answers.keys().next().value!)
    },
  }
}
