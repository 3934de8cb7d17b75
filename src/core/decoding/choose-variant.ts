export type VariantPrecision = 'fp32' | 'fp16' | 'q8' | 'q4' | 'q4f16'

export interface VariantFacts {
  readonly precision: VariantPrecision
  /** Of the graph and its weights; absent where it is not known. */
  readonly sizeBytes?: number | undefined
  /** Its author made it for this one; absent: any may take it. */
  readonly device?: VariantDevice['provider'] | undefined
}

export interface VariantDevice {
  readonly provider: 'webgpu' | 'wasm'
  /** The GPU computes with 16-bit floats (`shader-f16`). */
  readonly f16: boolean
}

/** Names for people. */
export const precisionNames: Record<VariantPrecision, string> = {
  fp32: '32-bit',
  fp16: '16-bit',
  q8: 'int8',
  q4: 'int4',
  q4f16: 'int4 with 16-bit floats',
}

/** WASM's memory ends at 4 GB, and the weights are not alone in it. */
const wasmLimitBytes = 3e9

/** Best first. On WASM int8 is the quickest by far, and the kernels of int4 are ten times slower than plain floats. */
const preferences = {
  webgpu: ['q4f16', 'fp16', 'q4', 'fp32', 'q8'],
  wasm: ['q8', 'fp32', 'fp16', 'q4', 'q4f16'],
} as const satisfies Record<VariantDevice['provider'], readonly VariantPrecision[]>

const placeNames = { webgpu: 'WebGPU', wasm: 'WASM' } as const

/**
 * The variant that suits the device best, and why, as half a sentence for people. Among equals the first one. What can
 * run goes before what was made for the device, and what was made for another one comes last.
 * @param variants at least one
 */
export function chooseVariant(
  variants: readonly VariantFacts[],
  { provider, f16 }: VariantDevice,
): { index: number; why: string } {
  const fits = (variant: VariantFacts) =>
    provider === 'webgpu' || (variant.sizeBytes ?? 0) <= wasmLimitBytes
  const runs = ({ precision }: VariantFacts) => provider === 'wasm' || f16 || !needsF16(precision)
  const strangeness = ({ device }: VariantFacts) =>
    device === undefined ? 1 : device === provider ? 0 : 2
  const rank = ({ precision }: VariantFacts) =>
    (preferences[provider] as readonly VariantPrecision[]).indexOf(precision)

  const sorted = variants
    .map((variant, index) => ({ variant, index }))
    .sort(
      (a, b) =>
        Number(runs(b.variant)) - Number(runs(a.variant)) ||
        Number(fits(b.variant)) - Number(fits(a.variant)) ||
        strangeness(a.variant) - strangeness(b.variant) ||
        rank(a.variant) - rank(b.variant),
    )
  const { variant, index } = sorted[0]!
  // Of those made for another device nothing needs to be said.
  const passedOver = sorted
    .slice(1)
    .map((other) => other.variant)
    .filter((other) => strangeness(other) < 2)
  const words = `${precisionNames[variant.precision]} for ${placeNames[provider]}`
  if (variant.device === provider) return { index, why: `${words}, for which it was made` }
  if (variant.device !== undefined) {
    const made = `it was made for ${placeNames[variant.device]}, but there is no other that runs`
    return { index, why: `${words}; ${made}` }
  }
  const reasons =
    provider === 'wasm'
      ? wasmReasons(
          variant,
          passedOver.filter(fits),
          passedOver.some((other) => !fits(other)),
        )
      : gpuReasons(variant, passedOver, f16)
  return { index, why: [words, ...reasons].join('; ') }
}

function wasmReasons(
  { precision }: VariantFacts,
  others: readonly VariantFacts[],
  someTooBig: boolean,
): string[] {
  const reasons: string[] = []
  if (isInt4(precision)) reasons.push('it is slow there, but there is no other that fits')
  else if (others.some((other) => isInt4(other.precision))) reasons.push('int4 is slow there')
  if (precision === 'fp32' && others.some((other) => other.precision === 'fp16')) {
    reasons.push('16-bit gains nothing there')
  }
  if (someTooBig) reasons.push('the larger ones do not fit into its memory')
  return reasons
}

function gpuReasons(
  { precision }: VariantFacts,
  others: readonly VariantFacts[],
  f16: boolean,
): string[] {
  if (f16) return []
  if (needsF16(precision)) return ['this GPU has no 16-bit floats, but there is no other']
  return others.some((other) => needsF16(other.precision)) ? ['this GPU has no 16-bit floats'] : []
}

function needsF16(precision: VariantPrecision): boolean {
  return precision === 'fp16' || precision === 'q4f16'
}

function isInt4(precision: VariantPrecision): boolean {
  return precision === 'q4' || precision === 'q4f16'
}
