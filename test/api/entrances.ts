/** The three ways in, each as a door on a home of its own: what is asked at one is asked at all. */
import { onTestFinished } from 'vitest'
import { openWorkstation } from '../../src/main/api/workstation.ts'
import { serve } from '../../src/main/hosts/loopback/serve.ts'
import type { OperationId } from '../../src/shared/brand.ts'
import type { Door } from '../../src/shared/contract.ts'
import { ENTRIES, type Entry, isOver, type Operation } from '../../src/shared/operation.ts'
import { Problem } from '../../src/shared/problem.ts'
import { tempFolder } from '../support/temp-folder.ts'

export const ENTRANCES = ENTRIES

export interface Entrance {
  readonly home: string
  readonly door: Door
}

export async function enter(entry: Entry, home = tempFolder(), worker?: URL): Promise<Entrance> {
  if (entry === 'api') return { home, door: await overHttp(home) }
  const host = entry === 'cli' ? ('cli' as const) : ('desktop' as const)
  const session = { host, version: '0.0.0', paths: true, dialogs: false }
  const opened = await openWorkstation({ home, session, ...(worker === undefined ? {} : { worker }) })
  onTestFinished(opened.close)
  if (entry === 'cli') return { home, door: opened.client }
  // The window's questions come from elsewhere and are answered in an envelope.
  return {
    home,
    door: {
      async ask(request, ask) {
        const envelope = await opened.answer(request, ask)
        if (envelope.ok) return envelope.value as never
        throw Problem.from(envelope.problem)
      },
    },
  }
}

async function overHttp(home: string): Promise<Door> {
  const serving = await serve({ home, version: '0.0.0', open: false, out: () => undefined })
  onTestFinished(serving.close)
  const { origin, hash } = new URL(serving.url)
  const headers = {
    authorization: `Bearer ${hash.replace('#token=', '')}`,
    'content-type': 'application/json',
  }
  return {
    async ask(request, ask) {
      const response = await fetch(`${origin}/api/v1/ask/${request}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(ask, (_name, value) =>
          value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
        ),
      })
      const answer = await response.json()
      if (response.ok) return answer
      throw Problem.from(answer.error)
    },
  }
}

/** Asks how it stands until it is over, as a script would. */
export async function over(door: Door, operation: OperationId): Promise<Operation> {
  for (;;) {
    const now = await door.ask('operation.read', { operation })
    if (isOver(now)) return now
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** A file, by the way that every host takes. */
export async function bring(door: Door, name: string, text: string): Promise<Operation> {
  const bytes = new TextEncoder().encode(text)
  const { upload } = await door.ask('upload.open', { name, bytes: bytes.length })
  await door.ask('upload.write', { upload, at: 0, slice: bytes })
  const { operation } = await door.ask('dataset.import', { source: { upload } })
  return over(door, operation)
}

/** The code of what was refused or failed, or null where all went well. */
export async function codeOf(work: Promise<Operation | unknown>): Promise<string | null> {
  try {
    const done = await work
    return isOperation(done) && done.problem !== null ? done.problem.code : null
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
}

const isOperation = (value: unknown): value is Operation =>
  typeof value === 'object' && value !== null && 'problem' in value
