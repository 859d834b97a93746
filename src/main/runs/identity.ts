/** A run is named by everything that determines its result, and by nothing else. */
import { createHash } from 'node:crypto'
import type { RunId } from '../../shared/brand.ts'
import type { RunInputs } from '../../shared/run.ts'
import { canonical } from './canonical.ts'

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

export interface Identity {
  readonly runId: RunId
  readonly inputsSha256: string
}

export function identify(inputs: RunInputs): Identity {
  const text = canonical(inputs)
  // The prefix keeps a run's hash from ever being mistaken for the hash of something else.
  return { runId: sha256(`run/v1\0${text}`) as RunId, inputsSha256: sha256(text) }
}

export const isRunId = (text: string): text is RunId => /^[0-9a-f]{64}$/.test(text)
