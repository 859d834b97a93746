/** A store as an earlier version left it, with an operation in it. */
import Database from 'better-sqlite3'
import { LADDER } from '../../src/main/store/migrations/index.ts'

export function oldStore(file: string, version: number): void {
  const old = new Database(file)
  old.pragma('application_id = 0x54415045')
  old.pragma('journal_mode = WAL')
  for (const step of LADDER.slice(0, version)) old.exec(step)
  old.pragma(`user_version = ${version}`)
  old.exec(`INSERT INTO operations VALUES
    ('a', 'run', 'queued', 'a run', 1, '{"done":0,"of":0}', NULL, NULL, 1, NULL, NULL)`)
  old.close()
}
