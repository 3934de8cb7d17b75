import { buttonClass } from '../../ui/button.tsx'

interface ChooseFilesProps {
  children: string
  /** Takes a whole folder; not every phone can. */
  isFolder?: boolean
  onChoose(files: readonly File[]): void
}

/** A file input that looks like a button. */
export function ChooseFiles({ children, isFolder = false, onChoose }: ChooseFilesProps) {
  return (
    <label
      className={`${buttonClass('plain')} relative outline-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2`}
    >
      {children}
      <input
        ref={(input) => {
          if (isFolder) input?.setAttribute('webkitdirectory', '')
        }}
        type="file"
        multiple
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])]
          if (files.length > 0) onChoose(files)
          // Else the same files could not be chosen a second time.
          currentTarget.value = ''
        }}
        className="absolute inset-0 size-full cursor-pointer text-[0] opacity-0"
      />
    </label>
  )
}

export function canChooseFolders(): boolean {
  return 'webkitdirectory' in HTMLInputElement.prototype
}
