import type { CallAnswer, Post } from './api-caller.ts'
import { total, unevenHistograms, type Metrics } from './api-metrics.ts'

const calls = 1000
const atOnce = 50

/**
 * A thousand calls of predict on the penguins, fifty of them at a time: each with a row of its own, every tenth with one that
 * is refused. Then all good rows at once, whose answers say what each call should have been answered.
 */
export async function withLoad(
  post: Post,
): Promise<{ readonly lost: readonly number[]; readonly mixedUp: readonly number[] }> {
  const answers: (CallAnswer | undefined)[] = []
  const places = Array.from({ length: calls }, (_, index) => index).values()
  const worker = async () => {
    for (const index of places) {
      answers[index] = await post('predict', bodyOf(index)).catch(() => undefined)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))

  const good = answers.flatMap((_, index) => (isBad(index) ? [] : [index]))
  const all = await post('predict', { rows: good.map(rowOf) })
  const { predictions } = JSON.parse(all.body) as { predictions: unknown[] }
  const expected = new Map(good.map((index, place) => [index, JSON.stringify(predictions[place])]))
  const lost: number[] = []
  const mixedUp: number[] = []
  for (let index = 0; index < calls; index++) {
    const answer = answers[index]
    if (answer === undefined || answer.status !== (isBad(index) ? 422 : 200)) lost.push(index)
    else if (!isOwn(answer, index, expected)) mixedUp.push(index)
  }
  return { lost, mixedUp }
}

/** What the metrics counted between two readings of them, of the calls above. */
export function countedUnder(before: Metrics, after: Metrics) {
  const grown = (name: string, ...labels: readonly string[]) =>
    total(after, name, ...labels) - total(before, name, ...labels)
  const predict = 'route="predict"'
  return {
    // The one with all rows is no part of the thousand.
    answered: grown('vitrine_requests_total', predict, 'status="200"') - 1,
    refused: grown('vitrine_requests_total', predict, 'status="422"'),
    timed: grown('vitrine_request_seconds_count', predict),
    mismatches: grown('vitrine_errors_total', 'code="feature-mismatch"'),
    unreadable: grown('vitrine_errors_total', 'code="request-invalid"'),
    inFlight: total(after, 'vitrine_requests_in_flight'),
    waiting: total(after, 'vitrine_requests_waiting'),
    unevenHistograms: unevenHistograms(after),
  }
}

const isBad = (index: number) => index % 10 === 9

function bodyOf(index: number): object {
  if (!isBad(index)) return { features: rowOf(index) }
  return index % 20 === 9
    ? { features: { ...rowOf(index), [`wings ${index}`]: 2 } }
    : { features: rowOf(index), [`wings ${index}`]: 2 }
}

/** No two are alike. */
function rowOf(index: number): object {
  return {
    island: ['Biscoe', 'Dream', 'Torgersen'][index % 3],
    bill_length_mm: 35 + index / 50,
    bill_depth_mm: 14 + (index % 7),
    body_mass_g: 3000 + index,
  }
}

/** A refusal names what was wrong with its own call. */
function isOwn(answer: CallAnswer, index: number, expected: ReadonlyMap<number, string>): boolean {
  if (isBad(index)) return answer.body.includes(`wings ${index}"`)
  return answer.body === expected.get(index)
}
