/**
 * One suite for every host: whoever holds a `Client` gets the same answers, the same problems and
 * the same events, whatever lies between it and the workstation.
 */
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type Door, type Request, REQUESTS } from '../../src/shared/contract.ts'
import { isOver, type Operation } from '../../src/shared/operation.ts'
import { Problem } from '../../src/shared/problem.ts'
import { marketCsv } from './market.ts'
import { ANSWERS, longImport, NEEDS_DIALOGS, QUESTIONS, READING } from './questions.ts'
import { ended, setStage, type Stage, upload } from './stage.ts'

export interface Host {
  readonly home: string
  readonly client: Client
  /** Asks for a name that may be in no contract; rejects like `client.ask`. */
  askAnything(request: string, ask: unknown): Promise<unknown>
  /** Another client of the same host: a second window. */
  another(): Promise<Client>
  /** A client in this process, on the same data folder and with the same rights. */
  reference(): Promise<Client>
  close(): Promise<void>
}

export function conformance(name: string, open: () => Promise<Host>): void {
  describe(name, () => {
    let host: Host
    let stage: Stage
    let second: Client
    let reference: Client

    beforeAll(async () => {
      host = await open()
      stage = await setStage(host.client)
      second = await host.another()
      reference = await host.reference()
    })
    afterAll(async () => {
      await host.close()
      rmSync(host.home, { recursive: true, force: true })
    })

    const ask = async (request: Request, question: unknown): Promise<unknown> => {
      const door: Door = stage.client
      return door.ask(request, question)
    }

    test.each(REQUESTS)('O1 %s is answered as the contract has it', async (request) => {
      const question = await QUESTIONS[request](stage)
      const { dialogs } = await stage.client.ask('session.read', {})
      const answer = ask(request, question)
      if (NEEDS_DIALOGS.includes(request) && !dialogs) {
        await expect(answer).rejects.toMatchObject({ code: 'NOT_SUPPORTED_HERE' })
      } else {
        expect(await answer).toEqual(ANSWERS[request])
      }
    })

    test.each(READING)('O1 %s says to the last bit what it says without a host between', async (request) => {
      const question = await QUESTIONS[request](stage)
      const door: Door = reference
      expect(await ask(request, question)).toStrictEqual(await door.ask(request, question))
    })

    test.each(REQUESTS)('B4.1 %s refuses what it does not take, and names the field', async (request) => {
      const question = { ...(await QUESTIONS[request](stage)) }
      const wrong = [
        { asked: { ...question, nonsense: 1 }, field: 'nonsense' },
        ...Object.keys(question).map((field) => ({ asked: { ...question, [field]: [[]] }, field })),
      ]
      for (const { asked, field } of wrong) {
        const problem = await refusal(ask(request, asked))
        expect(problem.code, field).toMatch(/^(USAGE|CONFIG_INVALID|STRATEGY_PARAMS_INVALID)$/)
        expect(`${problem.details.field} ${problem.message}`, field).toContain(field.replace(/s$/, ''))
      }
      for (const asked of [null, 'text', 42, [question], undefined]) {
        expect((await refusal(ask(request, asked))).code, String(asked)).toBe('USAGE')
      }
    })

    test('B4.1 every field that is needed is missed when it is not there', async () => {
      const needed: [Request, string][] = [
        ['dataset.read', 'dataset'],
        ['candles.read', 'to'],
        ['provider.fetch', 'symbol'],
        ['run.start', 'strategy'],
        ['run.start', 'datasets'],
        ['report.export', 'formats'],
        ['upload.open', 'bytes'],
        ['preference.write', 'value'],
      ]
      for (const [request, field] of needed) {
        const { [field]: _, ...rest }: { [field: string]: unknown } = { ...(await QUESTIONS[request](stage)) }
        expect(await refusal(ask(request, rest))).toMatchObject({ code: 'USAGE', details: { field } })
      }
    })

    test.each([Number.NaN, Infinity, -Infinity, -0, 1.5, 2 ** 60, '5', null])(
      'B4.1 the number %s arrives as what it is, and is answered or refused like without a host',
      async (number) => {
        const question = { ...(await QUESTIONS['candles.read'](stage)), from: number }
        const door: Door = reference
        const expected = await outcome(door.ask('candles.read', question))
        expect(await outcome(ask('candles.read', question))).toStrictEqual(expected)
      },
    )

    test('B2.4 a problem crosses with its code, its words and its details', async () => {
      const unknown = { ...(await QUESTIONS['run.start'](stage)), datasets: ['f'.repeat(64)] }
      const problem = await refusal(ask('run.start', unknown))
      expect(problem).toMatchObject({ code: 'DATASET_NOT_FOUND', message: expect.any(String) })
      expect(problem.hint).not.toBe('')
      expect(problem.details['available']).toEqual(
        expect.arrayContaining([expect.stringContaining(stage.dataset.slice(0, 12))]),
      )
    })

    test('O1 a request that does not exist is refused', async () => {
      for (const name of ['run.delete', '', '__proto__', 'constructor']) {
        expect((await refusal(host.askAnything(name, {}))).code, name).toBe('USAGE')
      }
    })

    test('O1 columns arrive as typed arrays of their own, with every candle in its place', async () => {
      const from = stage.client.ask('dataset.read', { dataset: stage.dataset })
      const { start, end } = await from
      const { time, open, close, total, per, first } = await stage.client.ask('candles.read', {
        dataset: stage.dataset,
        from: start,
        to: (end + 1) as typeof end,
        most: 5000,
      })
      expect({ total, per, first, length: time.length }).toEqual({
        total: 2000,
        per: 1,
        first: 0,
        length: 2000,
      })
      expect([time[0], time.at(-1)]).toEqual([start, end])
      const rows = marketCsv(2000).trimEnd().split('\n').slice(1)
      const columns = rows.map((row) => row.split(',').map(Number))
      expect([...open]).toEqual(columns.map((row) => row[1]))
      expect([...close]).toEqual(columns.map((row) => row[4]))
    })

    test('O2 an operation is told from its beginning to its end, and no further', async () => {
      const heard: Operation[] = []
      const stop = stage.client.on('operation.changed', (operation) => heard.push(operation))
      const { operation } = await stage.client.ask('run.start', {
        datasets: [stage.dataset],
        strategy: 'buy-and-hold',
      })
      const end = await ended(stage.client, operation)
      expect(end).toMatchObject({ kind: 'run', state: 'succeeded', result: { kind: 'run', reused: false } })
      await expect
        .poll(() => heard.some(({ id, state }) => id === operation && state === 'succeeded'))
        .toBe(true)
      stop()
      const told = heard.filter(({ id }) => id === operation)
      const order = ['queued', 'running', 'succeeded']
      const states = told.map(({ state }) => order.indexOf(state))
      expect(states).toEqual(states.toSorted())
      expect(told.filter(isOver)).toEqual([end])
      const done = told.map(({ progress }) => progress.done)
      expect(done).toEqual(done.toSorted((a, b) => a - b))

      const before = heard.length
      const again = await stage.client.ask('run.start', {
        datasets: [stage.dataset],
        strategy: 'buy-and-hold',
      })
      expect(again.reused).toBe(true)
      await ended(stage.client, again.operation)
      expect(heard).toHaveLength(before)
    })

    test('B2.3 a cancelled operation ends as cancelled, leaves nothing, and is cancelled once', async () => {
      const before = await stage.client.ask('dataset.list', {})
      const operation = await longImport(stage.client)
      await stage.client.ask('operation.cancel', { operation })
      expect(await ended(stage.client, operation)).toMatchObject({
        state: 'cancelled',
        result: null,
        problem: null,
      })
      expect(await refusal(ask('operation.cancel', { operation }))).toMatchObject({
        code: 'OPERATION_NOT_CANCELLABLE',
        details: { state: 'cancelled' },
      })
      expect(await stage.client.ask('dataset.list', {})).toEqual(before)
    })

    test('B2.2 two clients at once: each gets its own answers, both hear what changed', async () => {
      const heard: string[] = []
      const stop = second.on('dataset.changed', ({ dataset }) => heard.push(dataset))
      const { total } = await stage.client.ask('run.trades', { run: stage.run, most: 1 })
      const numbers = Array.from({ length: Math.min(total, 40) }, (_, at) => at + 1)
      const asked = numbers.map(async (first) => {
        const client = first % 2 === 0 ? second : stage.client
        const { trades } = await client.ask('run.trades', { run: stage.run, first, most: 1 })
        return trades[0]?.trade
      })
      const source = {
        upload: await upload(stage.client, 'SOLUSD_1h.csv', marketCsv(30, Date.UTC(2021, 0, 1))),
      }
      const { operation } = await stage.client.ask('dataset.import', { source })
      expect(await Promise.all(asked)).toEqual(numbers)
      const { result } = await ended(second, operation)
      if (result?.kind !== 'import') throw new Error('the import failed')
      await expect.poll(() => heard).toContain(result.dataset)
      stop()
    })
  })
}

/** The answer, or what travels of a problem. */
const outcome = (asked: Promise<unknown>): Promise<unknown> =>
  asked.catch((error: unknown) => (error instanceof Problem ? error.shape : error))

async function refusal(asked: Promise<unknown>): Promise<Problem> {
  const outcome = await asked.then(
    () => null,
    (error: unknown) => error,
  )
  if (outcome instanceof Problem) return outcome
  throw new Error(`refused with no problem: ${String(outcome)}`)
}
