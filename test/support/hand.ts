import path from 'node:path'
import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'

/** Somebody else at the same store, who may do what we never would. */
export function hand(home: string): Database.Database {
  const connection = new Database(path.join(home, 'tapedeck.db'))
  onTestFinished(() => void connection.close())
  return connection
}
