import { Button, buttonClass } from '../../ui/button.tsx'

interface QuestionButtonsProps {
  yes: string
  no: string
  onYes(): void
}

/** A no leads to the list of demos: nothing of what was asked about is kept. */
export function QuestionButtons({ yes, no, onYes }: QuestionButtonsProps) {
  return (
    <div className="mt-6 flex flex-wrap gap-2">
      <Button look="primary" onClick={onYes}>
        {yes}
      </Button>
      <a href="./" className={buttonClass('plain')}>
        {no}
      </a>
    </div>
  )
}
