import { useState } from 'react'
import { Announcer } from '../../ui/announcer.tsx'
import { Button } from '../../ui/button.tsx'
import { copyText } from '../../ui/copy-text.ts'
import { CheckIcon, CopyIcon } from '../../ui/icons.tsx'

/** What the panel is for. It says which link was copied: another one has not been. */
export function CopyLink({ link }: { link: string }) {
  const [outcome, setOutcome] = useState<{ link: string; done: boolean }>()
  const told = outcome?.link === link ? outcome.done : undefined

  async function copy() {
    setOutcome({ link, done: await copyText(link) })
  }

  return (
    <>
      <Button look="primary" onClick={() => void copy()}>
        {told === true ? <CheckIcon /> : <CopyIcon />}
        Copy link
      </Button>
      <Announcer message={told === true ? 'Copied' : ''} />
      {told === false && (
        <p role="alert" className="order-last w-full text-note text-danger">
          The browser refused. Select the link and copy it by hand.
        </p>
      )}
    </>
  )
}
