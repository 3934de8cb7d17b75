/** What kept the page from answering: each of its tasks of more than 50 ms, as the browser itself counts them. */
export async function countLongTasks<Result>(
  work: () => Promise<Result>,
): Promise<{ result: Result; longTasksMs: readonly number[] }> {
  const found: number[] = []
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) found.push(Math.round(duration))
  })
  observer.observe({ type: 'longtask' })
  try {
    const result = await work()
    // A task is told of when it has ended, and the last one ends here.
    await new Promise((resolve) => setTimeout(resolve, 100))
    return { result, longTasksMs: found }
  } finally {
    observer.disconnect()
  }
}
