import type { Size } from './crop-window.ts'
import { bandRows, readBands } from './packed-pixels.ts'
import type { PixelSource } from './picture.ts'
import { resampleModule, slackBytes, weightPairs } from './resample-simd.ts'
import type { ResampleWeights } from './resample-weights.ts'

/** Beyond it typed arrays do the work: a WebAssembly memory is never given back. */
const mostBytes = 32 * 2 ** 20
const pageBytes = 2 ** 16

/** What `lib.dom` says of WebAssembly, which `core/` does not see, as far as it is needed here. */
declare const WebAssembly: {
  readonly Memory: new (how: { initial: number }) => Memory
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object
  readonly Instance: new (
    module: object,
    imports: { env: { memory: Memory } },
  ) => { readonly exports: object }
}

interface Memory {
  readonly buffer: ArrayBuffer
  grow(pages: number): number
}

interface Engine {
  readonly memory: Memory
  readonly across: (...args: readonly number[]) => void
  readonly down: (...args: readonly number[]) => void
  busy: boolean
}

let engine: Engine | 'none' | undefined

/** Undefined where the platform does not have it, or forbids it. */
function startEngine(): Engine | undefined {
  try {
    const memory = new WebAssembly.Memory({ initial: 1 })
    const module = new WebAssembly.Module(resampleModule())
    const { exports } = new WebAssembly.Instance(module, { env: { memory } })
    // What `resampleModule` exports.
    return { memory, busy: false, ...(exports as Pick<Engine, 'across' | 'down'>) }
  } catch {
    return undefined
  }
}

interface Passes {
  readonly across: ResampleWeights
  readonly down: ResampleWeights
}

/**
 * Both passes over packed pixels of three channels; the same as those of `resample-pass.ts`.
 * @returns width × height packed pixels, valid until the next call; undefined where it cannot be done this way: no
 * vectors on this platform, too much at once, or another picture is being resized
 */
export async function resizeWithVectors(
  source: PixelSource,
  { across, down }: Passes,
): Promise<Int32Array | undefined> {
  engine ??= startEngine() ?? 'none'
  if (engine === 'none' || engine.busy) return undefined
  const plan = layOut(source, { across, down })
  if (plan.bytes > mostBytes) return undefined
  const { memory } = engine
  const missing = plan.bytes - memory.buffer.byteLength
  engine.busy = true
  try {
    if (missing > 0) memory.grow(Math.ceil(missing / pageBytes))
    return await run(engine, source, { across, down }, plan)
  } finally {
    engine.busy = false
  }
}

type Plan = ReturnType<typeof layOut>

/** Where in the memory everything lies. */
function layOut(source: Size, { across, down }: Passes) {
  const rows = down.used.end - down.used.start
  const columns = weightPairs(across)
  const lines = weightPairs(down)
  let end = 0
  const place = (bytes: number) => {
    const start = end
    end += Math.ceil((bytes + slackBytes) / 16) * 16
    return start
  }
  return {
    columns,
    lines,
    band: place(bandRows(source) * source.width * 4),
    starts: place(across.count * 4),
    counts: place(across.count * 4),
    columnPairs: place(columns.pairs.byteLength),
    linePairs: place(lines.pairs.byteLength),
    // One row more: an odd number of rows is taken as pairs too, the last one with a weight of 0.
    narrowed: place((rows + 1) * across.count * 4),
    target: place(across.count * down.count * 4),
    bytes: end,
  }
}

async function run(
  { memory, ...call }: Engine,
  source: PixelSource,
  { across, down }: Passes,
  plan: Plan,
): Promise<Int32Array> {
  const { columns, lines, band, starts, counts, narrowed, target } = plan
  const numbers = new Int32Array(memory.buffer)
  const halves = new Int16Array(memory.buffer)
  numbers.set(
    across.starts.map((start) => start * 4),
    starts / 4,
  )
  numbers.set(columns.counts, counts / 4)
  halves.set(columns.pairs, plan.columnPairs / 2)
  halves.set(lines.pairs, plan.linePairs / 2)

  const rowBytes = source.width * 4
  const pitch = across.count * 4
  let next = narrowed
  const place = numbers.subarray(band / 4, band / 4 + bandRows(source) * source.width)
  await readBands(
    source,
    down.used,
    (pixels, _, rowCount) => {
      if (pixels.buffer !== memory.buffer) place.set(pixels)
      for (let row = 0; row < rowCount; row++, next += pitch) {
        const from = band + row * rowBytes
        call.across(from, next, next + pitch, starts, counts, plan.columnPairs, columns.strideBytes)
      }
    },
    place,
  )
  for (let i = 0; i < down.count; i++) {
    const from = narrowed + (down.starts[i]! - down.used.start) * pitch
    const to = target + i * pitch
    const pairs = plan.linePairs + i * lines.strideBytes
    call.down(from, to, to + pitch, pitch, lines.counts[i]!, pairs)
  }
  return numbers.slice(target / 4, target / 4 + across.count * down.count)
}
