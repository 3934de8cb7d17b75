import { expectedFormat, fileSniffBytes, sniffFile } from '../../core/formats/model-format.ts'
import { VitrineError } from '../../protocol/errors.ts'
import { ask, brokenOff, type Asked } from './ask.ts'
import { checkTextSize } from './device-folder.ts'
import { fileUrl } from './file-url.ts'

/** Small files of one folder on the web, asked for by name. */
export interface Web {
  /**
   * What an address that is no file's answers; undefined when it is not there.
   * @param name for the errors
   */
  get(address: string, name: string): Promise<{ text: string; headers: Headers } | undefined>
  /** What the server shows in place of the folder itself, when that is a page. */
  page(): Promise<string | undefined>
  /** Undefined when it is not there. */
  text(path: string): Promise<string | undefined>
  /** Undefined when it is not there or has more than `maxBytes`. */
  blob(path: string, maxBytes: number): Promise<Blob | undefined>
  /** Whether it is there, and how large it is where that can be believed. */
  look(path: string): Promise<{ readonly sizeBytes?: number } | undefined>
  /**
   * What stood in the way of files that are said not to be there: a login page under their names, no permission, no
   * CORS. Servers say all these of files that they do not have, too, so only who finds nothing asks for it.
   */
  trouble(): VitrineError | undefined
}

type There = Extract<Asked, { is: 'there' }>

const maxReadBytes = 51e6
const maxPageBytes = 1e6

/** @param base absolute address of the folder; ends in "/" */
export function createWeb(base: string, signal: AbortSignal): Web {
  let trouble: VitrineError | undefined
  const isForeign = new URL(base).origin !== location.origin
  // Many hosts send the words that let us read an answer only with files that they have.
  let isClosed = false
  const request = async (path: string, init: RequestInit = {}, url = fileUrl(base, path)) => {
    const asked = await ask({ url, path, init, signal, isForeign, isClosed })
    isClosed ||= asked.is === 'absent' && asked.trouble?.code === 'file-blocked'
    return asked
  }

  /** The file itself, and no page in its place: single-page hosts, logins and tunnels send one for anything at all. */
  function really(asked: Asked, path: string): There | undefined {
    if (asked.is === 'absent') trouble ??= asked.trouble
    else if (!isHtml(asked)) return asked
    else refuse(asked, path)
    return undefined
  }

  function refuse({ dog }: There, path: string): undefined {
    dog.end()
    trouble ??= new VitrineError('file-is-web-page', { path })
  }

  async function body(path: string, maxBytes: number): Promise<Blob | undefined> {
    const there = really(await request(path), path)
    return there && read(there, path, maxBytes)
  }

  async function read(there: There, path: string, maxBytes: number): Promise<Blob> {
    try {
      return await readUpTo(there, maxBytes)
    } catch (cause) {
      if (signal.aborted) throw new VitrineError('aborted')
      throw brokenOff({ url: fileUrl(base, path), path, isForeign }, cause)
    }
  }

  return {
    async get(address, name) {
      const url = new URL(address, base).href
      const there = really(await request(name, {}, url), name)
      if (there === undefined) return undefined
      const { headers } = there.response
      return { text: await (await read(there, name, maxReadBytes)).text(), headers }
    },
    async page() {
      const asked = await request('', {}, base)
      if (asked.is === 'absent') return undefined
      if (isHtml(asked)) return (await readUpTo(asked, maxPageBytes)).text()
      asked.dog.end()
      return undefined
    },
    async text(path) {
      const blob = await body(path, maxReadBytes)
      if (blob === undefined) return undefined
      checkTextSize(path, blob.size)
      const head = new Uint8Array(await blob.slice(0, fileSniffBytes).arrayBuffer())
      const found = sniffFile(head, expectedFormat(path))
      if (found.kind === 'lfs-pointer') throw new VitrineError('file-is-lfs-pointer', { path })
      if (found.kind !== 'web-page') return blob.text()
      trouble ??= new VitrineError('file-is-web-page', { path })
      return undefined
    },
    async blob(path, maxBytes) {
      const blob = await body(path, maxBytes + 1)
      return blob === undefined || blob.size > maxBytes ? undefined : blob
    },
    async look(path) {
      // With a range browsers ask for the file as it is: then its length is the length of the file.
      const head = await request(path, { method: 'HEAD', headers: { Range: 'bytes=0-' } })
      if (head.is === 'there' || !knowsOnlyGet(head.trouble)) {
        const there = really(head, path)
        there?.dog.end()
        return there && sizeOf(there.response, isForeign)
      }
      const first = really(await request(path, { headers: { Range: 'bytes=0-0' } }), path)
      first?.dog.end()
      return first && {}
    },
    trouble: () => trouble,
  }
}

/** Self-made servers, and addresses that were signed for GET. */
function knowsOnlyGet(trouble: VitrineError | undefined): boolean {
  return [400, 403, 405, 501].includes(Number(trouble?.facts['status']))
}

function isHtml({ response }: There): boolean {
  return /^text\/html\b/i.test(response.headers.get('content-type') ?? '')
}

function sizeOf(response: Response, isForeign: boolean): { sizeBytes?: number } {
  const length = response.headers.get('content-length')
  // CORS hides whether it was compressed; asked with a range, it should not have been.
  const isCompressed = !isForeign && response.headers.get('content-encoding') !== null
  return length === null || isCompressed ? {} : { sizeBytes: Number(length) }
}

/** Reads little more than that, whatever the server sends; then cuts the connection. */
async function readUpTo({ response, dog }: There, maxBytes: number): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let sizeBytes = 0
  try {
    // A reader, because Safari's streams are not async iterable.
    const reader = response.body?.getReader()
    for (;;) {
      const next = sizeBytes < maxBytes ? reader?.read() : undefined
      const chunk = next && (await dog.watch(next)).value
      if (chunk === undefined) return new Blob(chunks)
      chunks.push(chunk)
      sizeBytes += chunk.length
    }
  } finally {
    dog.end()
  }
}
