import { expect, test } from 'vitest'
import { UNPROTECTED } from '../../src/main/engine/bracket.ts'
import type { Fill } from '../../src/main/engine/fill.ts'
import { MARKET } from '../../src/main/engine/orders.ts'
import { type EntryOrder, Position } from '../../src/main/engine/position.ts'

const order: EntryOrder = {
  side: 'long',
  size: { is: 'units', value: 1n },
  entry: MARKET,
  protection: UNPROTECTED,
  until: Infinity,
}
const fill: Fill = { quantity: 1n, ticks: 100, value: 100n, fee: 0n }

/** A position brought to each of its states. */
const idle = () => new Position()
const pending = () => {
  const position = idle()
  position.requestEntry(order)
  return position
}
const open = () => {
  const position = pending()
  position.open(fill, 3)
  return position
}

test('E3 a position goes IDLE → ENTRY_PENDING → POSITION_OPEN → IDLE and numbers its trades', () => {
  const position = open()
  expect([idle().state, pending().state, position.state]).toEqual(['IDLE', 'ENTRY_PENDING', 'POSITION_OPEN'])
  expect(position.close()).toMatchObject({ trade: 1, side: 'long', candle: 3 })
  expect([position.state, position.holding]).toEqual(['IDLE', null])
  position.requestEntry(order)
  expect(position.abandonEntry()).toBe(order)
  position.requestEntry(order)
  expect(position.open(fill, 4).trade).toBe(2)
})

test('E3 any other step throws and changes nothing', () => {
  const steps = {
    requestEntry: (position: Position) => position.requestEntry(order),
    abandonEntry: (position: Position) => position.abandonEntry(),
    open: (position: Position) => position.open(fill, 5),
    amendEntry: (position: Position) => position.amendEntry(order),
    scale: (position: Position) => position.scale(fill),
    reduce: (position: Position) => position.reduce(fill),
    close: (position: Position) => position.close(),
  }
  const illegal = [
    [idle, ['abandonEntry', 'amendEntry', 'open', 'scale', 'reduce', 'close']],
    [pending, ['requestEntry', 'scale', 'reduce', 'close']],
    [open, ['requestEntry', 'abandonEntry', 'amendEntry', 'open']],
  ] as const
  for (const [make, names] of illegal) {
    for (const name of names) {
      const position = make()
      const { state } = position
      expect(() => steps[name](position)).toThrow(`a position that is ${state} can't`)
      expect(position.state).toBe(state)
    }
  }
})
