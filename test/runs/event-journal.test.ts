import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { eventJournal } from '../../src/main/runs/event-journal.ts'
import { createDurably } from '../../src/main/disk/durable-file.ts'
import { sha256 } from '../../src/main/runs/identity.ts'
import type { EventType, RunEvent } from '../../src/shared/order.ts'
import { Problem } from '../../src/shared/problem.ts'
import { tempFolder } from '../support/temp-folder.ts'

const event = (sequence: number, type: EventType): RunEvent => ({
  sequence,
  type,
  candle: 0,
  time: '2024-01-01T00:00:00.000Z',
  symbol: null,
  payload: {},
})

/** A real file whose disk refuses the writes that are named, by counting them. */
function journalOn(refused: readonly number[]) {
  const file = path.join(tempFolder(), 'events.jsonl')
  const durable = createDurably(file)
  let writes = 0
  const finished = { sha256: '' }
  const journal = eventJournal({
    write(piece) {
      durable.write(piece)
      writes += 1
      if (refused.includes(writes)) throw new Problem('DISK_FULL', {}, 'The disk is full.')
    },
    flush: () => durable.flush(),
    finish: () => void Object.assign(finished, durable.finish()),
    abandon: () => durable.abandon(),
  })
  return { journal, file, finished }
}

test('R6 RP-5 an event whose write fails is kept, tried again with the next, and in its place', () => {
  const { journal, file, finished } = journalOn([2, 3])
  const types = ['run_started', 'intent_emitted', 'order_filled', 'position_opened', 'run_completed'] as const
  const events = types.map((type, at) => event(at + 1, type))
  for (const one of events) journal.write(one)
  journal.finish()
  const text = readFileSync(file, 'utf8')
  expect(
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual(events)
  expect([journal.retries, finished.sha256]).toEqual([2, sha256(text)])
})

test.each([
  ['run_started', 1],
  ['run_completed', 3],
] as const)('R6 RP-5 a %s that can not be written fails the run', (type, refused) => {
  const { journal } = journalOn([refused])
  const types: readonly EventType[] = ['run_started', 'order_filled', 'run_completed']
  const write = () => types.forEach((one, at) => journal.write(event(at + 1, one)))
  expect(write).toThrow(expect.objectContaining({ code: 'DISK_FULL' }))
  expect(types[refused - 1]).toBe(type)
  journal.abandon()
})
