import type { ChatTemplate } from '../pipelines/ports.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { ChatFormat } from '../protocol/manifest.ts'
import type { ChatMessage } from '../protocol/tasks.ts'
import { readChatSource } from './chat-source.ts'

type Render = (messages: readonly ChatMessage[]) => string

/**
 * The way in which an export's model reads a conversation. One that cannot be used says so when it is asked to: the
 * model can still continue a text.
 *
 * @param read the bytes of one of the export's files
 */
export async function openChatTemplate(
  format: ChatFormat,
  read: (path: string) => Promise<Uint8Array>,
): Promise<ChatTemplate> {
  const { compileTemplate } = await import('./jinja.ts')
  try {
    const { template, specialTokens } = await readChatSource(format, read)
    const fill = compileTemplate(template)
    // As `apply_chat_template` of Transformers calls it.
    const variables = {
      tools: null,
      documents: null,
      ...specialTokens,
      add_generation_prompt: true,
    }
    return {
      render: (messages) =>
        renderWith(
          (these) => fill({ ...variables, messages: these }, lengthOf(these)),
          messages,
          format,
        ),
    }
  } catch (error) {
    return { render: () => fail(error, format) }
  }
}

/**
 * Some templates refuse a system prompt, and some leave it out without a word. Then it stands before the first thing
 * that the person says, as the makers of such models advise.
 */
function renderWith(render: Render, messages: readonly ChatMessage[], format: ChatFormat): string {
  try {
    const [first, ...rest] = messages
    if (first?.role !== 'system') return render(messages)
    const written = tryTo(() => render(messages))
    const isHeard = written !== undefined && written !== tryTo(() => render(rest))
    return isHeard ? written : render(withSystemInside(first, rest))
  } catch (error) {
    return fail(error, format)
  }
}

function withSystemInside(system: ChatMessage, rest: readonly ChatMessage[]): ChatMessage[] {
  const place = rest.findIndex(({ role }) => role === 'user')
  return rest.map((message, index) =>
    index === place ? { ...message, content: `${system.content}\n\n${message.content}` } : message,
  )
}

function lengthOf(messages: readonly ChatMessage[]): number {
  return messages.reduce((sum, { content }) => sum + content.length, 0)
}

function tryTo<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

function fail(error: unknown, { path }: ChatFormat): never {
  if (error instanceof VitrineError) throw error
  const said = error instanceof Error ? error.message : String(error)
  const isRefusal = error instanceof Error && error.name === 'TemplateRefusal'
  const problem = isRefusal
    ? `it does not take this conversation and says “${said}”`
    : `this template cannot be used: ${said}`
  const facts = {
    file: path,
    key: 'chat_template',
    problem: problem.replace(/(?<!\.)\.(?=”?$)/, ''),
  }
  throw new VitrineError('export-invalid', facts, { cause: error })
}
