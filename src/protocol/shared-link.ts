/**
 * What stands behind the "#" of a link, beside what each demo writes there itself. A link that packs something says so
 * first: `v=1&z=…&picture=…`. One that does not is the readable state alone, as it always was.
 */
export const sharedVersion = '1'

/** `version` says how `packed` (the readable state, deflated) and `picture` (a file's bytes) are written. */
export const packedKeys = { version: 'v', packed: 'z', picture: 'picture' } as const

/** The path of one of the export's own example pictures. */
export const exampleKey = 'example'

/** State that is longer is not put into addresses at all, rather than half of it. */
export const mostStateCharacters = 20_000

/** What a link may bring along, in characters, in bytes, and unpacked. */
export const linkLimits = {
  packedCharacters: 40_000,
  unpackedBytes: 200_000,
  pictureBytes: 12_000,
  pictureSide: 4096,
} as const

/** What a picture may take in a link that is made here. */
export const pictureBudgetBytes = 6000
