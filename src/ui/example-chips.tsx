import { List } from './list.tsx'

interface ExampleChipsProps<Example> {
  examples: readonly Example[]
  onChoose(example: Example): void
}

export function ExampleChips<Example extends { readonly title: string }>({
  examples,
  onChoose,
}: ExampleChipsProps<Example>) {
  if (examples.length === 0) return null
  return (
    <List aria-label="Examples" className="flex flex-wrap gap-2">
      {examples.map((example, index) => (
        // An author may give two of them one title.
        <li key={index}>
          <button
            type="button"
            onClick={() => onChoose(example)}
            className="min-h-8 cursor-pointer rounded-full border border-line px-3 py-1 text-left text-note wrap-anywhere text-ink transition-colors duration-100 hover:border-accent hover:text-accent pointer-coarse:min-h-11 pointer-coarse:px-4"
          >
            {example.title}
          </button>
        </li>
      ))}
    </List>
  )
}
