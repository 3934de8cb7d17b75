/** What `npm run bench` drives from outside: both sides in one page of one browser. */
import { ours } from './ours.ts'
import { peer } from './peer.ts'
import { loadPicture, makePicture } from './pictures.ts'

export const bench = {
  openOurs: ours.open,
  generateOurs: ours.generate,
  classifyOurs: ours.classify,
  openPeer: peer.open,
  generatePeer: peer.generate,
  classifyPeer: peer.classify,
  loadPicture,
  makePicture,
  close() {
    ours.close()
    peer.close()
  },
}

export type Bench = typeof bench
Object.assign(globalThis, { bench })
