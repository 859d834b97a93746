/** Renaming, with patience where another program (a virus scanner, an indexer) holds the target for a moment. */
import { rename } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { codeOf } from './trouble.ts'

/** Up to a minute of waits that grow; never a copy instead, which would not happen all at once. */
const ATTEMPTS = 66

export const isHeld = (code: string, platform: string): boolean =>
  platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(code)

export const waitBefore = (attempt: number): number => Math.min(attempt * 50, 1000)

export async function renamePatiently(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(from, to)
    } catch (error) {
      if (!isHeld(codeOf(error), process.platform) || attempt === ATTEMPTS) throw error
      await pause(waitBefore(attempt))
    }
  }
}
