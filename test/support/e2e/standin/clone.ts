/**
 * A copy as Electron's message channels make it, refusing what Electron refuses (functions, shared
 * memory) and also what only gets lost on the way through Playwright (Map, Set), so that a test
 * that passes here passes there.
 */
export function clone<T>(value: T): T {
  refuse(value)
  return structuredClone(value)
}

function refuse(value: unknown): void {
  if (typeof value === 'function') throw new Error('An object could not be cloned.')
  if (typeof value !== 'object' || value === null) return
  if (value instanceof Map || value instanceof Set) throw new Error('stand-in: a Map or Set gets lost')
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof SharedArrayBuffer) throw new Error('An object could not be cloned.')
    return
  }
  for (const inner of Object.values(value)) refuse(inner)
}
