import type { RuntimeReport } from '../protocol/runtime.ts'
import { formatMs } from '../ui/format.ts'

interface RuntimeSwitchProps {
  report: RuntimeReport
  timed: NonNullable<RuntimeReport['timed']>
}

/** What either provider took when both were tried, and the way to the one that was not kept. */
export function RuntimeSwitch({ report, timed }: RuntimeSwitchProps) {
  const other = report.provider === 'webgpu' ? 'wasm' : 'webgpu'
  const url = new URL(window.location.href)
  url.searchParams.set('runtime', other)
  return (
    <span>
      {` · timed here: WebGPU ${formatMs(timed.webgpu)} ms, WASM ${formatMs(timed.wasm)} ms · `}
      <a href={url.href} className="text-accent underline underline-offset-2">
        {`Run it on ${other === 'webgpu' ? 'WebGPU' : 'WASM'}`}
      </a>
    </span>
  )
}
