import { expect, test } from 'vitest'
import { askedHere, tapedeckHere } from './command.ts'
import { desk } from './desk.ts'

test('B5 tapedeck ticket answers the payload itself, and says what it can not write', async () => {
  const { at, file, folder } = desk(1200)
  const bracket = ['--set', 'bracket.stop=pct:2', '--set', 'bracket.target=pct:3']
  const asked = ['run', '--data', file, '--strategy', 'sma-cross', '--timezone', 'UTC', ...at]
  const { runId } = (await askedHere([...asked, ...bracket], folder)).json as { runId: string }
  const ticket = await askedHere(['ticket', runId, '--trade', '2', ...at], folder)
  expect(ticket).toEqual({
    exit: 0,
    json: {
      client_order_id: expect.stringMatching(/^ANX4_[0-9a-f]{8}_BTC-USD_2020\d{4}T\d{6}_[0-9a-f]{8}$/),
      product_id: 'BTC-USD',
      side: 'BUY',
      order_configuration: { limit_limit_gtc: expect.objectContaining({ post_only: false }) },
      attached_order_configuration: {
        trigger_bracket_gtc: {
          limit_price: expect.stringMatching(/^\d+\.\d\d$/),
          stop_trigger_price: expect.stringMatching(/^\d+\.\d\d$/),
        },
      },
    },
  })
  expect(await askedHere(['ticket', runId, '--trade', '2', ...at], folder)).toEqual(ticket)

  const plain = (await askedHere(asked, folder)).json as { runId: string }
  const code = async (...words: string[]) => {
    const { exit, json } = await askedHere(['ticket', ...words, ...at], folder)
    return [exit, (json as { error: { code: string } }).error.code]
  }
  expect(await code(plain.runId, '--trade', '1')).toEqual([3, 'TICKET_IMPOSSIBLE'])
  expect(await code(runId, '--trade', '9999')).toEqual([3, 'TICKET_IMPOSSIBLE'])
  expect(await code(runId)).toEqual([2, 'USAGE'])
  expect(await code('ffff', '--trade', '1')).toEqual([4, 'RUN_NOT_FOUND'])
  const said = await tapedeckHere(['ticket', runId, '--trade', '1', ...at], folder)
  expect(said.out).toContain('"client_order_id"')
})
