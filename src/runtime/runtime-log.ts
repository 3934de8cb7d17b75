/**
 * What ONNX Runtime writes while it works. Its glue binds `console.error` once, when it is instantiated, and sends
 * every line there whatever the severity; so the tap must be in place before, and stays.
 */
let listener: ((line: string) => void) | undefined
let tapped = false
let trying = 0

/** Call before the runtime is instantiated. Warnings go to the listener and no further; errors pass. */
export function tapRuntimeLog(): void {
  if (tapped) return
  tapped = true
  const original = console.error.bind(console)
  console.error = (...parts: unknown[]) => {
    const line = parts.map(String).join(' ')
    // An error ends with the end of its colour, in a line of its own.
    if (trying > 0 && (line.includes('[E:onnxruntime') || line === '\u001b[m')) return
    if (!/\[[VIW]:onnxruntime/.test(line)) return original(...parts)
    listener?.(line)
  }
}

/** Keeps the runtime's errors to itself: for what may fail, because there is another way. */
export async function whileTrying<T>(work: () => Promise<T>): Promise<T> {
  trying += 1
  try {
    return await work()
  } finally {
    trying -= 1
  }
}

/**
 * Creates a session and tells whether some of its operators were left to the CPU. The runtime does that without a
 * word to the caller; a warning in its log is the only witness. (The verbose log would name them, but then writes a
 * line for every operator of every run.)
 */
export async function watchPlacement<T>(
  create: () => Promise<T>,
): Promise<{ session: T; mixed: boolean }> {
  let mixed = false
  listener = (line) => {
    mixed ||= line.includes('not assigned to the preferred execution providers')
  }
  try {
    return { session: await create(), mixed }
  } finally {
    listener = undefined
  }
}
