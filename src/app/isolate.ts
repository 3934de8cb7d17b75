/** A script of its own, and only of sites that were built with `--isolate`: see hosting/service-worker-plugin.ts. */
import { isolateOnce } from './isolate-once.ts'

isolateOnce(window)
