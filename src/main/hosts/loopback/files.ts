/** The window's own files, as they were built. They hold nothing private and need no token. */
import type { ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { readWindowFile } from '../../api/window-files.ts'
import { nothingHere, Refusal, SAFE_HEADERS } from './reply.ts'

export const BUILT_WINDOW = new URL('../../../../out/renderer/', import.meta.url)

export async function serveFile(
  response: ServerResponse,
  folder: URL,
  path: string,
  headOnly: boolean,
): Promise<void> {
  const name = path === '/' ? 'index.html' : path.slice(1)
  const file = await readWindowFile(fileURLToPath(folder), name)
  if (file === null) throw name === 'index.html' ? notBuilt() : nothingHere(path)
  response.writeHead(200, {
    ...SAFE_HEADERS,
    'Content-Type': file.type,
    'Content-Length': file.bytes.length,
    // The build puts a hash of the content into the names of assets, and of nothing else.
    'Cache-Control': name.startsWith('assets/') ? 'private, max-age=31536000, immutable' : 'no-store',
  })
  response.end(headOnly ? undefined : file.bytes)
}

const notBuilt = (): Refusal =>
  new Refusal(
    503,
    'path',
    '/',
    'The window has not been built yet.',
    'Run npm run build, or npm start, and open this address again.',
  )
