import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

/** An empty folder of this test's own, gone when the test is over. */
export function tempFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tapedeck-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
