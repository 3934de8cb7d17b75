import { useEffect, useState } from 'react'
import { judgeClasses, type ClassVerdict } from './judge-classes.ts'
import { judgeNumbers, type NumberVerdict } from './judge-numbers.ts'
import type { Sheet } from './sheet.ts'
import { createPace, throwUnless } from './slices.ts'

export type Verdict = ClassVerdict | NumberVerdict

/** How good the answers are; undefined while that is reckoned, and where the file does not know the truth. */
export function useVerdict(sheet: Sheet | undefined): Verdict | undefined {
  const [found, setFound] = useState<{ readonly sheet: Sheet; readonly verdict: Verdict }>()
  useEffect(() => {
    const place = sheet?.asked.reading.truth
    const column = place === undefined ? undefined : sheet?.result.columns[place]
    if (sheet === undefined || column === undefined) return undefined
    const controller = new AbortController()
    const { signal } = controller
    const judge = sheet.result.predicted === undefined ? judgeNumbers : judgeClasses
    const tell = (verdict: Verdict) => {
      if (!signal.aborted) setFound({ sheet, verdict })
    }
    judge(sheet, column, createPace(signal)).then(tell, throwUnless(signal))
    return () => controller.abort()
  }, [sheet])
  return found !== undefined && found.sheet === sheet ? found.verdict : undefined
}
