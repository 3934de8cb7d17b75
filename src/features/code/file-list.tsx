import { formatSize } from '../../ui/format.ts'
import { fileUrl, neededFiles } from './snippets/files.ts'
import type { Asked } from './snippets/asked.ts'

/** The files that the code reads, with where to get them. */
export function FileList({ asked }: { asked: Asked }) {
  const { files } = neededFiles(asked.manifest)
  return (
    <section>
      <h3 className="font-semibold">Files of the model</h3>
      <ul className="mt-1 space-y-1">
        {files.map(({ path, sizeBytes }) => (
          <li key={path} className="num flex flex-wrap gap-x-3 [overflow-wrap:anywhere]">
            {asked.isLocal ? (
              <span>{path}</span>
            ) : (
              <a className="text-accent underline" href={fileUrl(asked, path)} download="">
                {path}
              </a>
            )}
            {sizeBytes !== undefined && <span className="text-muted">{formatSize(sizeBytes)}</span>}
          </li>
        ))}
      </ul>
      {asked.isLocal && (
        <p className="mt-1 text-muted">They lie on your device, where you opened them from.</p>
      )}
    </section>
  )
}
