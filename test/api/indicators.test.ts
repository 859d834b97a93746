import { expect, test } from 'vitest'
import { millis, type RunId } from '../../src/shared/brand.ts'
import type { Client } from '../../src/shared/contract.ts'
import { ended } from '../support/ended.ts'
import { importDrawn, workstation } from '../support/workstation.ts'

const from = millis(0)
const to = millis(4e12)

async function made(
  client: Client,
): Promise<{ run: RunId; dataset: Awaited<ReturnType<typeof importDrawn>> }> {
  const dataset = await importDrawn(client)
  const { operation, run } = await client.ask('run.start', {
    datasets: [dataset],
    strategy: 'bollinger-reversion',
    journal: 'full',
  })
  await ended(client, operation)
  return { run, dataset }
}

test('U3 indicators are what the decisions were told, candle by candle', async () => {
  const { client } = await workstation()
  const { run } = await made(client)
  const { time, curves } = await client.ask('run.indicators', { run, from, to, most: 4000 })
  const { decisions } = await client.ask('run.decisions', { run, most: 400 })
  expect(decisions.length).toBeGreaterThan(300)
  expect(curves.length).toBeGreaterThan(2)
  for (const { candle, asOf, values } of decisions) {
    expect(time[candle]).toBe(Date.parse(asOf))
    for (const { name, values: column } of curves) {
      expect(column[candle]).toBeCloseTo(Number(values[name]), 3)
    }
  }
  // Before there are enough candles there is nothing to draw.
  expect(curves.map(({ values }) => values[0])).toEqual(curves.map(() => Number.NaN))
})

test.each([4000, 100, 33, 7, 2])(
  'U3 merged into %i bars they have the times of the candles',
  async (most) => {
    const { client } = await workstation()
    const { run, dataset } = await made(client)
    const candles = await client.ask('candles.read', { dataset, from: millis(1.55e12), to, most })
    // As the chart asks: from its first bar to its last.
    const asked = { from: millis(candles.time[0] ?? 0), to: millis((candles.time.at(-1) ?? 0) + 1) }
    const merged = await client.ask('run.indicators', { run, ...asked, most: candles.time.length })
    expect(merged.time).toEqual(candles.time)
    const whole = await client.ask('run.indicators', { run, from, to, most: 4000 })
    const last = (bar: number): number => Math.min(candles.first + (bar + 1) * candles.per, candles.total) - 1
    for (const [place, { values }] of merged.curves.entries()) {
      const column = whole.curves[place]?.values
      expect([...values]).toEqual([...values.keys()].map((bar) => column?.[last(bar)]))
    }
  },
)

test('A1 an exit that its candle hides is marked so, and no other', async () => {
  const { client } = await workstation()
  const dataset = await importDrawn(client)
  const { operation, run } = await client.ask('run.start', {
    datasets: [dataset],
    strategy: 'sma-cross',
    params: { fast: 3, slow: 5 },
    settings: { bracket: { stop: 'pct:0.2', target: 'pct:0.2' } },
  })
  await ended(client, operation)
  const { fills } = await client.ask('run.fills', { run, most: 1000 })
  const hidden = fills.filter(({ ambiguous }) => ambiguous).map(({ trade }) => trade)
  expect(hidden.length).toBeGreaterThan(0)
  const { markers } = await client.ask('run.markers', { run, from, to, most: 1000 })
  expect(markers.filter(({ ambiguous }) => ambiguous).map(({ trade, kind }) => [trade, kind])).toEqual(
    hidden.map((trade) => [trade, 'exit']),
  )
  expect((await client.ask('run.read', { run })).interval?.ambiguous).toBeGreaterThanOrEqual(hidden.length)
})
