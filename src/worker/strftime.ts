const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const months =
  'January February March April May June July August September October November December'.split(' ')

const two = (value: number) => String(value).padStart(2, '0')

const parts: Readonly<Record<string, (date: Date) => string>> = {
  A: (date) => days[date.getDay()]!,
  a: (date) => days[date.getDay()]!.slice(0, 3),
  B: (date) => months[date.getMonth()]!,
  b: (date) => months[date.getMonth()]!.slice(0, 3),
  d: (date) => two(date.getDate()),
  H: (date) => two(date.getHours()),
  I: (date) => two(date.getHours() % 12 || 12),
  M: (date) => two(date.getMinutes()),
  m: (date) => two(date.getMonth() + 1),
  p: (date) => (date.getHours() < 12 ? 'AM' : 'PM'),
  S: (date) => two(date.getSeconds()),
  Y: (date) => String(date.getFullYear()),
  y: (date) => two(date.getFullYear() % 100),
  '%': () => '%',
}

/** Python's `strftime` in its C locale: models were trained on "26 Jul", whatever the visitor's language. */
export function strftime(date: Date, format: string): string {
  return format.replace(/%(.)/gs, (whole, letter: string) => parts[letter]?.(date) ?? whole)
}
