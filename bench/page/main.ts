/** What `npm run bench` drives from outside: both sides in one page of one browser. */
import type { TensorsManifest } from '../../src/protocol/manifest.ts'
import { ours } from './ours.ts'
import { peer, type PeerOpening } from './peer.ts'
import { openCamera } from './camera.ts'
import { loadPicture, makePicture } from './pictures.ts'
import { tables } from './tables.ts'

export const bench = {
  openOurs: ours.open,
  fillOurs: ours.fill,
  generateOurs: ours.generate,
  generateOursCounted: ours.generateCounted,
  classifyOurs: ours.classify,
  classifyFrameOurs: ours.classifyFrame,
  openLarge: (manifest: TensorsManifest) => ours.openLarge(manifest),
  openPeer: peer.open,
  fillPeer: peer.fill,
  generatePeer: peer.generate,
  generatePeerCounted: peer.generateCounted,
  classifyPeer: peer.classify,
  classifyFramePeer: peer.classifyFrame,
  /** From nothing to the last of `newTokens`, in milliseconds. */
  startOurs: (model: string, prompt: string, newTokens: number) =>
    timed(async () => {
      await ours.open(model)
      await ours.generate({ prompt, newTokens })
    }),
  startPeer: (setup: PeerOpening, promptIds: readonly number[], newTokens: number) =>
    timed(async () => {
      await peer.open(setup)
      await peer.generate(promptIds, newTokens)
    }),
  openTables: tables.open,
  makeTable: tables.make,
  runTableFile: tables.runFile,
  runTableRows: tables.runRows,
  runBareTableRows: tables.runBareRows,
  tableMemory: tables.memoryBytes,
  closeTables: tables.close,
  openCamera,
  loadPicture,
  makePicture,
  close() {
    ours.close()
    peer.close()
  },
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

export type Bench = typeof bench
Object.assign(globalThis, { bench })
