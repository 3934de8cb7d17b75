import type { TextGeneration, Traffic } from '../../protocol/tasks.ts'
import { formatSize, plural } from '../../ui/format.ts'

/** What a run reused and what it moved: for those who want to know why it was that fast. */
export function RunCosts({ result }: { result: TextGeneration }) {
  return (
    <details className="basis-full">
      <summary className="flex min-h-8 cursor-pointer items-center rounded-md marker:content-none pointer-coarse:min-h-11">
        <span aria-hidden="true" className="mr-2 inline-block in-[details[open]>summary]:rotate-90">
          ›
        </span>
        Memory and traffic
      </summary>
      <ul className="space-y-0.5 pb-2">
        {costLines(result).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  )
}

function costLines({ ids, promptTokens, reusedTokens, traffic }: TextGeneration): string[] {
  const { prefill, decode } = traffic
  const prompt = plural(promptTokens, 'token')
  return [
    `Before the first new token: ${reusedTokens === 0 ? `all ${prompt} were run` : `${reusedTokens} of ${prompt} were still in memory`}; ${trafficWords(prefill, 1)}.`,
    ...(ids.length === 0 ? [] : [`A new token, on average: ${trafficWords(decode, ids.length)}.`]),
  ]
}

function trafficWords(traffic: Traffic, count: number): string {
  const [bytesIn, bytesOut, buffers, submits] = [
    traffic.bytesIn,
    traffic.bytesOut,
    traffic.gpuBuffers,
    traffic.gpuSubmits,
  ].map((value) => value / count)
  return [
    `${formatSize(Math.round(bytesIn!))} copied`,
    `${formatSize(Math.round(bytesOut!))} read back`,
    ...(traffic.gpuSubmits === 0
      ? []
      : [`GPU buffers created: ${few(buffers!)}`, `GPU submissions: ${few(submits!)}`]),
  ].join(', ')
}

function few(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(1)
}
