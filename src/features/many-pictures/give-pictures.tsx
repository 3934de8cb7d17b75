import { buttonClass } from '../../ui/button.tsx'
import { filesOf, maxPictures, type Item } from './item.ts'

interface GivePicturesProps {
  onFiles(files: readonly Item[]): void
}

/** The two ways to choose many pictures; the third is to drop them. */
export function GivePictures({ onFiles }: GivePicturesProps) {
  const limit = maxPictures.toLocaleString('en-US')
  return (
    <div className="grid gap-3">
      <p className="max-w-prose text-pretty text-muted">
        Give up to {limit} pictures, or a folder of them: each is looked at, one after the other, on
        this device. Where the folders inside are named like the model’s classes, the page also says
        how often it is right.
      </p>
      <div className="flex flex-wrap items-center gap-3">
        <Choose onFiles={onFiles}>Choose pictures</Choose>
        {'webkitdirectory' in HTMLInputElement.prototype && (
          <Choose isFolder onFiles={onFiles}>
            Choose a folder
          </Choose>
        )}
        <p className="text-note text-muted pointer-coarse:hidden">
          or drop them anywhere on the page
        </p>
      </div>
    </div>
  )
}

interface ChooseProps extends GivePicturesProps {
  children: string
  isFolder?: boolean
}

function Choose({ children, isFolder = false, onFiles }: ChooseProps) {
  return (
    <label
      className={`${buttonClass(isFolder ? 'plain' : 'primary')} relative outline-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2`}
    >
      {children}
      <input
        ref={(input) => {
          if (isFolder) input?.setAttribute('webkitdirectory', '')
        }}
        type="file"
        multiple
        {...(!isFolder && { accept: 'image/*' })}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])]
          if (files.length > 0) onFiles(filesOf(files))
          // Else the same ones could not be chosen a second time.
          currentTarget.value = ''
        }}
        className="absolute inset-0 size-full cursor-pointer text-[0] opacity-0"
      />
    </label>
  )
}
