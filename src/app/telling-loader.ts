import type { OpenedModel } from '../protocol/calls.ts'
import type { EmbedMessage } from '../protocol/embed-messages.ts'
import { asVitrineError, type VitrineError } from '../protocol/errors.ts'
import { sentenceOf } from '../protocol/messages.ts'
import type { Loader } from '../queries/loader.ts'
import type { LoggedRun } from '../queries/run-log.ts'

/** The loader, which tells the page around what is loaded, answered, and not. */
export function tellingLoader(loader: Loader, tell: (message: EmbedMessage) => void): Loader {
  const tellReady = ({ runtime: { provider, threads } }: OpenedModel) =>
    tell({ type: 'ready', provider, threads })

  loader.runs.subscribe((run) => {
    void messageOf(run).then((message) => message && tell(message))
  })
  return {
    ...loader,
    async open(manifest, runtime) {
      try {
        const model = await loader.open(manifest, runtime)
        tellReady(model.opened)
        model.onReopened(tellReady)
        return model
      } catch (thrown) {
        const error = asVitrineError(thrown)
        if (error.code !== 'aborted') tell(messageOfError(error))
        throw thrown
      }
    },
  }
}

async function messageOf({ manifest, outcome }: LoggedRun): Promise<EmbedMessage | undefined> {
  if (outcome.status === 'failed') return messageOfError(outcome.error)
  const { id, task } = manifest
  const { answerOf } = await import('../protocol/answer-json.ts')
  const answer = answerOf(manifest, outcome.result)
  return answer && { type: 'prediction', task, model: id, answer }
}

function messageOfError(error: VitrineError): EmbedMessage {
  return { type: 'error', code: error.code, message: sentenceOf(error) }
}
