/**
 * The same worker under another address, for which the host sends a wider Content-Security-Policy (`connect-src`):
 * it may fetch a model from elsewhere. The page starts it only after the visitor has said yes to a link.
 */
/* oxlint-disable import/no-unassigned-import -- The two run one after the other; nothing is fetched unguarded. */
import './guard-own-fetch.ts'
import './main.ts'
