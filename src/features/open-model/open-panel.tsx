import { canChooseFolders, ChooseFiles } from './choose-files.tsx'
import { LinkField } from './link-field.tsx'

interface OpenPanelProps {
  onFiles(files: readonly File[]): void
  onLink(text: string): void
}

/** The ways in for a model of one's own. */
export function OpenPanel({ onFiles, onLink }: OpenPanelProps) {
  return (
    <section
      aria-labelledby="open-a-model"
      className="mt-6 rounded-2xl border-2 border-dashed border-line p-5 sm:mt-8 sm:p-6"
    >
      <h2 id="open-a-model" className="text-lg font-semibold tracking-tight">
        Open a model
      </h2>
      <div className="mt-1 grid gap-x-10 gap-y-6 md:grid-cols-2">
        <div>
          <p className="mb-4 text-pretty text-muted">
            Drop an export folder, a .zip or an .onnx file with its data anywhere on this page.
          </p>
          <div className="flex flex-wrap gap-2">
            {canChooseFolders() && (
              <ChooseFiles isFolder onChoose={onFiles}>
                Choose a folder
              </ChooseFiles>
            )}
            <ChooseFiles onChoose={onFiles}>Choose files</ChooseFiles>
          </div>
        </div>
        <LinkField onLink={onLink} />
      </div>
      <p className="mt-5 text-note text-pretty text-muted">
        Nothing is uploaded. A link is fetched from its own site by your browser, and from another
        site only after you have said yes.
      </p>
    </section>
  )
}
