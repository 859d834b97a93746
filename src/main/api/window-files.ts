/** The built window as any host serves it: its files, their types, and the policy it lives under. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'

/** Nothing from elsewhere, nothing inline but styles: the chart library writes a <style> of its own. */
export const WINDOW_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const TYPES: { readonly [ending: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** Names the build makes: no part begins with a dot, so none leads out of the folder. */
const NAME = /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/

export interface WindowFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly type: string
}

/** A file of the built window by its name, or null where there is none of that name. */
export async function readWindowFile(folder: string, name: string): Promise<WindowFile | null> {
  const type = TYPES[path.extname(name)]
  if (type === undefined || !NAME.test(name)) return null
  try {
    return { bytes: new Uint8Array(await readFile(path.join(folder, name))), type }
  } catch {
    return null
  }
}
