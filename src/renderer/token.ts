import { Problem } from '../shared/problem.ts'

const KEPT = 'token'

/**
 * The loopback host's token comes in the address once. It is kept for this tab, so that a reload
 * works, and taken out of the address, so that it is in no bookmark and no screenshot.
 */
export function takeToken(): string {
  const given = new URLSearchParams(window.location.hash.slice(1)).get('token')
  if (given !== null) {
    sessionStorage.setItem(KEPT, given)
    window.history.replaceState(null, '', `${window.location.pathname}#/library`)
    return given
  }
  const kept = sessionStorage.getItem(KEPT)
  if (kept !== null) return kept
  throw new Problem(
    'UNAUTHORIZED',
    {},
    'This address does not carry the token of a running Tapedeck.',
    'Open the whole address that Tapedeck printed when it started.',
  )
}
