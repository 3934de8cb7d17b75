import { useState } from 'react'

const key = 'colour'

/**
 * Whether tokens are coloured by surprise, which the address keeps beside what was run.
 * @param shared what the address says
 */
export function useColour(shared: URLSearchParams, onShare: (state: URLSearchParams) => void) {
  const [address, setAddress] = useState(shared)
  const [isOn, setIsOn] = useState<boolean | undefined>(
    () => shared.get(key) === 'surprise' || undefined,
  )

  function write(state: URLSearchParams, isNowOn: boolean | undefined) {
    const next = new URLSearchParams(state)
    if (isNowOn === true) next.set(key, 'surprise')
    else next.delete(key)
    setAddress(next)
    onShare(next)
  }

  return {
    /** Undefined as long as nobody has said. */
    isOn,
    set(isNowOn: boolean) {
      setIsOn(isNowOn)
      write(address, isNowOn)
    },
    /** @param state what was run, for the address */
    share: (state: URLSearchParams) => write(state, isOn),
  }
}
