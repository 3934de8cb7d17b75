// @ts-check
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ApiCallError, createApiClient } from '../support/api-client.js'
import { Advice, parse, report, root } from '../support/command.js'

const usage = `npm run client                      asks the API of the server that npm start has started
npm run client -- --url <address>   of a server elsewhere, such as http://localhost:8080`

const picture = 'public/models/cifar10/examples/bird.jpg'
const prompt = 'Once upon a time'

/** @param {readonly string[]} args */
export function run(args) {
  return report(async () => {
    const { values } = parse(
      { args: [...args], options: { url: { type: 'string', default: 'http://localhost:5173' } } },
      usage,
    )
    const url = `${siteOf(values.url)}/api`
    try {
      await show(url)
    } catch (error) {
      throw adviceOn(error, url)
    }
  })
}

/** @param {string} url */
async function show(url) {
  const client = createApiClient(url)
  const { status } = await client.health()
  const { models } = await client.models()
  console.log(`${url} is ${status} and has ${models.length} models:`)
  for (const { id, task, status: state } of models) console.log(`  ${id}, ${task}, ${state}`)

  if (models.some(({ task }) => task === 'image-classification')) {
    console.log(`\nWhat is on ${picture}?`)
    const { predictions } = await client.classify(await readFile(join(root, picture)))
    for (const { class: name, prob } of predictions) {
      console.log(`  ${(100 * prob).toFixed(1).padStart(5)} %  ${name}`)
    }
  }
  if (models.some(({ task }) => task === 'text-generation')) {
    console.log(`\nHow does “${prompt}” go on?`)
    process.stdout.write(`  ${prompt}`)
    const text = client.generate(prompt, { max_new_tokens: 60 })
    let next = await text.next()
    for (; next.done !== true; next = await text.next()) process.stdout.write(next.value)
    console.log(`\n  (${next.value.ids.length} tokens, ended by ${next.value.finish_reason})`)
  }
}

/**
 * @param {unknown} error
 * @param {string} url
 */
function adviceOn(error, url) {
  if (error instanceof ApiCallError) return new Advice(`${error.message} (${error.code})`)
  // What `fetch` throws, with the connection's own error inside, and what JSON throws of a page.
  if (error instanceof TypeError || error instanceof SyntaxError)
    return new Advice(
      `No API answers at ${url}. Start one with “npm start” in another terminal, or name another:\n\n${usage}`,
    )
  return error
}

/** @param {string} text */
function siteOf(text) {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new Advice(`“${text}” is not the address of a server.\n\n${usage}`)
  return text.replace(/\/(api\/?)?$/, '')
}
