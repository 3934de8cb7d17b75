/** Server-sent events that are made while they are read: what has come between two reads goes out together. */
export interface Events {
  push(data: unknown, event?: 'error'): void
  /** What clients of such streams wait for, when all has gone well. */
  pushDone(): void
  /** Nothing comes any more. */
  end(): void
  /** For one reader. */
  readonly stream: AsyncIterable<string>
}

/** @param onUnread called when the reader goes away before the end */
export function createEvents(onUnread: () => void): Events {
  let waiting = ''
  let isOver = false
  let wake = () => {}

  async function next(): Promise<IteratorResult<string, undefined>> {
    if (waiting === '' && !isOver) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    const value = waiting
    waiting = ''
    return value === '' ? { done: true, value: undefined } : { done: false, value }
  }

  function add(text: string): void {
    if (isOver) return
    waiting += text
    wake()
  }

  return {
    push: (data, event) =>
      add(`${event === undefined ? '' : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`),
    pushDone: () => add('data: [DONE]\n\n'),
    end() {
      isOver = true
      wake()
    },
    stream: {
      [Symbol.asyncIterator]: () => ({
        next,
        // Not a generator: one that was never begun would never learn that nobody reads it.
        return: () => {
          if (!isOver) {
            isOver = true
            onUnread()
          }
          waiting = ''
          wake()
          return Promise.resolve({ done: true, value: undefined })
        },
      }),
    },
  }
}
