import { useEffect, useEffectEvent } from 'react'
import type { ImageExample } from '../protocol/picture-manifests.ts'
import { exampleKey } from '../protocol/shared-link.ts'
import type { Picture } from './picture.ts'

/** Names an example in the state of its demo; a picture of the visitor's own stays where it is. */
export function withExample(state: URLSearchParams, picture: Picture | undefined): URLSearchParams {
  if (picture?.kind === 'example') state.set(exampleKey, picture.example.image)
  return state
}

/** Shows the example that an address names, as if it had been pressed. One that is not there means none. */
export function useSharedExample(
  shared: URLSearchParams,
  examples: readonly ImageExample[],
  show: (picture: Picture) => void,
): void {
  const open = useEffectEvent(() => {
    const example = examples.find(({ image }) => image === shared.get(exampleKey))
    if (example !== undefined) show({ kind: 'example', example })
  })
  useEffect(() => open(), [])
}
