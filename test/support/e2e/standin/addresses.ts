/**
 * Chromium knows no scheme of ours, so that `app://tapedeck/x` is loaded there as
 * `https://tapedeck.app.standin.test/x`: an origin of its own as well, and secure.
 */
const ALIAS = '.standin.test'

export function toAlias(address: string, schemes: ReadonlySet<string>): string {
  const url = new URL(address)
  const scheme = url.protocol.slice(0, -1)
  if (!schemes.has(scheme)) return address
  return `https://${url.host}.${scheme}${ALIAS}${url.pathname}${url.search}${url.hash}`
}

export function fromAlias(address: string): string {
  const url = new URL(address)
  if (!url.hostname.endsWith(ALIAS)) return address
  const [host, scheme] = url.hostname.slice(0, -ALIAS.length).split('.')
  return `${scheme}://${host}${url.pathname}${url.search}${url.hash}`
}

export const isAlias = (address: string): boolean => new URL(address).hostname.endsWith(ALIAS)
