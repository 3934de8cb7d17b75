import { buttonClass } from '../../ui/button.tsx'

/** For many rows at once: they have a page of their own, which takes the file from here. */
export function FileButton({ onFile }: { onFile: (file: File) => void }) {
  return (
    <label
      className={`${buttonClass('plain')} relative ml-auto outline-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2`}
    >
      CSV file
      <input
        type="file"
        accept=".csv,.tsv,.tab,.txt,.json,.jsonl,.ndjson,text/csv,text/tab-separated-values,text/plain"
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0]
          // Else the same one could not be chosen a second time.
          currentTarget.value = ''
          if (file !== undefined) onFile(file)
        }}
        className="absolute inset-0 size-full cursor-pointer text-[0] opacity-0"
      />
    </label>
  )
}
