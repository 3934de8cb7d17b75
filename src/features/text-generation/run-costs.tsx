import type { GenerationStep, TextGeneration, Traffic } from '../../protocol/tasks.ts'
import { formatSize, plural } from '../../ui/format.ts'

interface RunCostsProps {
  prompt: NonNullable<GenerationStep['prompt']>
  /** Of a run that has come to its end; what a run has moved that was stopped is not known. */
  result: TextGeneration | undefined
}

/** What a run reused and what it moved: for those who want to know why it was that fast. */
export function RunCosts({ prompt, result }: RunCostsProps) {
  return (
    <details className="basis-full">
      <summary className="flex min-h-8 cursor-pointer items-center rounded-md marker:content-none pointer-coarse:min-h-11">
        <span aria-hidden="true" className="mr-2 inline-block in-[details[open]>summary]:rotate-90">
          ›
        </span>
        Memory and traffic
      </summary>
      <ul className="space-y-0.5 pb-2">
        <li>
          Before the first new token: {promptWords(prompt)}
          {result && `; ${trafficWords(result.traffic.prefill, 1)}`}.
        </li>
        {result !== undefined && result.ids.length > 0 && (
          <li>
            A new token, on average: {trafficWords(result.traffic.decode, result.ids.length)}.
          </li>
        )}
      </ul>
    </details>
  )
}

function promptWords({ tokens, reused }: RunCostsProps['prompt']): string {
  const all = plural(tokens, 'token')
  if (reused === 0) return `all ${all} were run`
  return `${reused.toLocaleString('en-US')} of ${all} were still in memory`
}

function trafficWords(traffic: Traffic, count: number): string {
  const { bytesIn, bytesOut, gpuBuffers, gpuSubmits } = traffic
  const copied = `${formatSize(Math.round(bytesIn / count))} copied`
  const readBack = `${formatSize(Math.round(bytesOut / count))} read back`
  if (gpuSubmits === 0) return `${copied}, ${readBack}`
  const [buffers, submits] = [gpuBuffers, gpuSubmits].map((sum) => few(sum / count))
  return `${copied}, ${readBack}, GPU buffers created: ${buffers}, GPU submissions: ${submits}`
}

function few(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(1)
}
