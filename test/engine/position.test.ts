import { expect, test } from 'vitest'
import type { Fill } from '../../src/main/engine/broker.ts'
import { Position } from '../../src/main/engine/position.ts'

const order = { side: 'long', size: { is: 'units', value: 1n } } as const
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
    close: (position: Position) => position.close(),
  }
  const illegal = [
    [idle, ['abandonEntry', 'open', 'close']],
    [pending, ['requestEntry', 'close']],
    [open, ['requestEntry', 'abandonEntry', 'open']],
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
