/** Text by Transformers.js: what its users call, with a streamer that does nothing but look at the clock. */
import type { TrafficCount } from '../../src/runtime/count-traffic.ts'
import type { GenerateArgs, PeerSetup } from './peer-calls.ts'
import { countPeerTraffic, trafficBetween } from './peer-traffic.ts'
import type { CountedText, Generated } from './results.ts'
import type { PeerTensor, Transformers } from './transformers.ts'

interface Kept {
  readonly ids: readonly number[]
  readonly cache: Readonly<Record<string, PeerTensor>>
}

interface Step {
  readonly at: number
  readonly traffic: TrafficCount
  readonly logitsBytes: number
}

export async function openPeerText(
  library: Transformers,
  { model, file = 'onnx/model.onnx', device = 'wasm' }: PeerSetup,
) {
  const traffic = countPeerTraffic()
  const [subfolder, name] = [/^.*(?=\/)/.exec(file)?.[0] ?? '', /[^/]+(?=\.onnx$)/.exec(file)?.[0]]
  if (name === undefined) throw new Error(`${file} is no ONNX file`)
  const causalLM = await library.AutoModelForCausalLM.from_pretrained(model, {
    device,
    // Adds nothing to the name of the file, whatever is in it.
    dtype: 'fp32',
    subfolder,
    model_file_name: name,
  })
  let isWatched = false
  let kept: Kept | undefined

  /** The streamer is called with the prompt and then with each token. */
  async function run({ promptIds, newTokens }: GenerateArgs) {
    const steps: Step[] = []
    const Streamer = class extends library.BaseStreamer {
      override put() {
        steps.push({ at: performance.now(), ...traffic.now() })
      }
      override end() {}
    }
    const dims = [1, promptIds.length] as const
    // Each run gets a cache of its own over the same tensors, for it changes what it is given.
    const isKept = kept !== undefined && isOneLess(kept.ids, promptIds)
    const cache = isKept ? new library.DynamicCache({ ...kept?.cache }) : undefined
    const { sequences, past_key_values } = await causalLM.generate({
      inputs: new library.Tensor('int64', BigInt64Array.from(promptIds, BigInt), dims),
      attention_mask: new library.Tensor('int64', new BigInt64Array(dims[1]).fill(1n), dims),
      do_sample: false,
      repetition_penalty: 1,
      max_new_tokens: newTokens,
      return_dict_in_generate: true,
      ...(cache && { past_key_values: cache }),
      streamer: new Streamer(),
    })
    const ids = Array.from(sequences.data, Number).slice(promptIds.length)
    const [atPrompt, first] = steps
    const last = steps.at(-1)
    if (!atPrompt || !first || !last || steps.length !== ids.length + 1) {
      throw new Error(`${steps.length} calls of the streamer for ${ids.length} tokens`)
    }
    return { ids, atPrompt, first, last, cache: past_key_values }
  }

  async function generate(args: GenerateArgs): Promise<Generated> {
    const { ids, first, last, cache } = await run(args)
    await cache.dispose()
    return { ids, msPerToken: (last.at - first.at) / (ids.length - 1) }
  }

  return {
    generate,
    async fill(promptIds: readonly number[]): Promise<void> {
      const { cache } = await run({ promptIds, newTokens: 1 })
      kept = { ids: promptIds, cache: { ...cache } }
    },
    async generateCounted(args: GenerateArgs): Promise<CountedText> {
      if (!isWatched) for (const session of Object.values(causalLM.sessions)) traffic.watch(session)
      isWatched = true
      const { ids, atPrompt, first, last, cache } = await run(args)
      await cache.dispose()
      return {
        ids,
        msPerToken: (last.at - first.at) / (ids.length - 1),
        logitsBytes: first.logitsBytes - atPrompt.logitsBytes,
        decode: trafficBetween(first.traffic, last.traffic),
      }
    },
  }
}

export type PeerText = Awaited<ReturnType<typeof openPeerText>>

function isOneLess(kept: readonly number[], ids: readonly number[]): boolean {
  return kept.length === ids.length - 1 && kept.every((id, place) => id === ids[place])
}
