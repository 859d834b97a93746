/**
 * What must not be written down: secrets, known by the name they stand under or by how they look,
 * and where on this machine something lies. The rules are fixed and never come from input.
 */
import path from 'node:path'

const HIDDEN = '[hidden]'
const SECRET_NAME =
  /secret|token|passw(or)?d|passphrase|api[-_]?key|access[-_]?key|private[-_]?key|authorization|cookie|credential/i

const SECRET_LOOKS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]+-----[\s\S]*?(-----END [A-Z ]+-----|$)/g, HIDDEN],
  // The user and the password before the host of an address.
  [/([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, `$1${HIDDEN}@`],
  [/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${HIDDEN}`],
  [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, HIDDEN],
  [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/g, HIDDEN],
  [/\b(sk|pk|rk|ghp|gho|ghs|github_pat|glpat|xox[abp]|npm)[-_][\w-]{12,}/g, HIDDEN],
  [
    /((?:secret|token|passw(?:or)?d|passphrase|api[-_]?key|access[-_]?key|private[-_]?key)["']?\s*[=:]\s*["']?)[^\s"',;&]+/gi,
    `$1${HIDDEN}`,
  ],
]

/** A path of Unix or Windows with at least one folder in it; what is left of it is the name at its end. */
const PATHS =
  /(?<![\w.:/\\-])(?:file:\/\/)?(?:[a-z]:[\\/]|\/|\\\\|\.{1,2}[\\/])(?:[^\s"'`<>|:*?()\\/]+[\\/])+([^\s"'`<>|:*?()\\/]*)/gi

/** Text without secrets and without folders. */
export function redactedText(text: string, secrets: readonly string[] = secretsOf(process.env)): string {
  let safe = text
  for (const secret of secrets) safe = safe.replaceAll(secret, HIDDEN)
  for (const [look, instead] of SECRET_LOOKS) safe = safe.replace(look, instead)
  return safe.replace(PATHS, '$1')
}

/** The same for everything inside a value; what stands under a secret's name is hidden whatever it is. */
export function redacted(value: unknown, secrets: readonly string[] = secretsOf(process.env)): unknown {
  if (typeof value === 'string') {
    return path.isAbsolute(value) ? redactedText(path.basename(value), secrets) : redactedText(value, secrets)
  }
  if (Array.isArray(value)) return value.map((inner) => redacted(inner, secrets))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      SECRET_NAME.test(name) ? HIDDEN : redacted(inner, secrets),
    ]),
  )
}

/** What the environment keeps under a secret's name; short values would hide ordinary words. */
function secretsOf(env: NodeJS.ProcessEnv): string[] {
  return Object.entries(env).flatMap(([name, value]) =>
    SECRET_NAME.test(name) && value !== undefined && value.length >= 8 ? [value] : [],
  )
}
