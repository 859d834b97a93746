import { Problem } from '../../../shared/problem.ts'
import { ticketOf } from '../../runs/ticket.ts'
import { pageOf } from '../../runs/trade-lines.ts'
import type { Handlers, Rooms } from './rooms.ts'

/** Trades as an exchange would take them. Nothing is ever sent. */
export function ticketHandlers({ kept }: Rooms): Handlers<'ticket.read'> {
  return {
    async 'ticket.read'({ run, trade: number, prefix }) {
      const shelved = await kept.take(run)
      const trades = await shelved.trades()
      const [trade] = await trades.page(number - 1, 1)
      if (trade === undefined) {
        throw new Problem(
          'TICKET_IMPOSSIBLE',
          { field: 'trade', trade: number, trades: trades.lines },
          `This run has no trade ${number}.`,
          trades.lines === 0 ? 'It made none.' : `Its trades are numbered 1 to ${trades.lines}.`,
        )
      }
      const { records } = await pageOf(await shelved.orders(), 1, 1, number)
      const [entry] = records
      if (entry === undefined) {
        throw new Problem(
          'TICKET_IMPOSSIBLE',
          { trade: number },
          'This run is of an older engine, which did not record its orders.',
          'Run it again with the same settings.',
        )
      }
      const named = prefix === undefined ? {} : { prefix }
      return ticketOf({ manifest: shelved.manifest, trade, entry, ...named })
    },
  }
}
