import { List } from '../../ui/list.tsx'
import { branchPlaceOf, type LiveExhibit } from './exhibit.ts'
import { wordsOfToken } from '../../ui/tokens/token-words.ts'

interface BranchListProps {
  branches: readonly LiveExhibit[]
  shownId: number
  onShow(id: number): void
}

/** All that was written from one prompt: a branch leaves the text that it comes from as it was. */
export function BranchList({ branches, shownId, onShow }: BranchListProps) {
  return (
    <List aria-label="Branches" className="flex flex-wrap gap-2">
      {branches.map((branch) => (
        <li key={branch.id} className="min-w-0">
          <button
            type="button"
            aria-pressed={branch.id === shownId}
            onClick={() => onShow(branch.id)}
            className="min-h-8 max-w-full cursor-pointer truncate rounded-full border border-line px-3 text-note text-muted transition-colors duration-100 hover:border-accent aria-pressed:border-accent aria-pressed:text-ink pointer-coarse:min-h-11 pointer-coarse:px-4"
          >
            {nameOf(branch)}
          </button>
        </li>
      ))}
    </List>
  )
}

function nameOf(branch: LiveExhibit): string {
  const chosen = branch.subject.kept.at(-1)
  const place = branchPlaceOf(branch)
  if (chosen === undefined || place === undefined) {
    return branch.subject.purpose === 'score' ? 'The text scored' : 'First text'
  }
  const bare = chosen.text.trim()
  return `${bare === '' ? wordsOfToken(chosen.text).spoken : `“${bare}”`} at ${place + 1}`
}
