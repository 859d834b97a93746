import { useStore } from 'zustand'
import type { RunDetails, TradeRecord } from '../../../shared/run.ts'
import { decimalsFor } from '../../chart/reading.ts'
import { Badge } from '../../parts/badge.tsx'
import { Button } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { NONE, candleTime, decimal, signedDecimal, tone } from '../../parts/format.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { type Column, Table } from '../../parts/table.tsx'
import { Remedy } from './remedy.tsx'
import type { RunStores } from './run-tabs.tsx'

interface TradesTabProps {
  readonly details: RunDetails
  readonly stores: RunStores
  readonly showDecisions: () => void
}

/** Every trade; walking along them walks the chart. */
export function TradesTab({ details, stores, showDecisions }: TradesTabProps) {
  const { phase, total, trades, shown, sorting, filter, sort, load } = useStore(stores.trades)
  const lit = useStore(stores.focus, (state) => state.trade)
  if (phase.is === 'refused') {
    return (
      <div className="run-tab-note">
        <ProblemNote problem={phase.because} about="Trades">
          <Remedy problem={phase.because} details={details} again={() => void load()} />
        </ProblemNote>
      </div>
    )
  }
  if (phase.is === 'ready' && shown.length === 0 && trades.length > 0) {
    return (
      <Empty
        title={filter === 'ambiguous' ? 'No ambiguous trades' : 'No such trades'}
        actions={<Button press={() => stores.trades.getState().show('all')}>Show all trades</Button>}
      >
        {filter === 'ambiguous'
          ? 'No candle of this run hid what came first: every fill is proven by its candle.'
          : 'No trade of this run is of this kind.'}
      </Empty>
    )
  }
  const at = lit === null ? -1 : shown.findIndex(({ trade }) => trade === lit.trade)
  const show = (index: number) => {
    const trade = shown[index]
    if (trade !== undefined) stores.focus.getState().showTrade(trade)
  }
  return (
    <Table
      label="Trades"
      columns={columnsFor(details, trades)}
      count={phase.is === 'ready' ? shown.length : Math.max(total, WAITING_ROWS)}
      row={(index) => shown[index] ?? null}
      chosen={at < 0 ? null : at}
      choose={show}
      open={show}
      sorting={sorting}
      sort={sort}
      empty={<NoTrades showDecisions={showDecisions} />}
    />
  )
}

/** About as many as are in view: the table has its size before its rows. */
const WAITING_ROWS = 8

function NoTrades({ showDecisions }: { readonly showDecisions: () => void }) {
  return (
    <Empty title="No trades in this run" actions={<Button press={showDecisions}>Show decisions</Button>}>
      The strategy found no entry that was approved on these candles. Decisions tells what it wanted and why
      not; other parameters, or a longer window, may find more.
    </Empty>
  )
}

function columnsFor(
  { run: { timeframe, symbols }, manifest }: RunDetails,
  trades: readonly TradeRecord[],
): readonly Column<TradeRecord>[] {
  const highest = Math.max(...[trades.at(0), trades.at(-1)].map((trade) => Number(trade?.entryPrice ?? 0)))
  const decimals = decimalsFor(highest, manifest.priceDecimals)
  // Candles that do not open on the minute are written with their seconds.
  const clock = /[dwo]$/.test(timeframe) ? 84 : manifest.evaluated.from % 60_000 === 0 ? 121 : 140
  const cents = Number(manifest.inputs.settings.capital) < LARGE_CAPITAL ? 2 : 0
  const when = (time: string | null) => (time === null ? 'open' : candleTime(Date.parse(time), timeframe))
  return [
    { id: 'trade', title: '#', width: '38px', kind: 'number', cell: ({ trade }) => trade },
    ...(symbols.length === 1
      ? []
      : [
          {
            id: 'symbol',
            title: 'Symbol',
            width: 'minmax(76px, 1fr)',
            cell: ({ symbol }: TradeRecord) => symbol,
          },
        ]),
    {
      id: 'side',
      title: 'Side',
      width: '46px',
      cell: ({ side }) => side,
    },
    {
      id: 'entryTime',
      title: 'Entry',
      width: `minmax(${clock}px, 1fr)`,
      cell: ({ entryTime }) => when(entryTime),
    },
    {
      id: 'entryPrice',
      title: 'Price',
      width: 'minmax(82px, 1fr)',
      kind: 'number',
      cell: ({ entryPrice }) => decimal(padded(entryPrice, decimals)),
    },
    {
      id: 'exitTime',
      title: 'Exit',
      width: `minmax(${clock}px, 1fr)`,
      cell: ({ exitTime }) => when(exitTime),
    },
    {
      id: 'exitPrice',
      title: 'Price',
      width: 'minmax(82px, 1fr)',
      kind: 'number',
      cell: ({ exitPrice }) => (exitPrice === null ? NONE : decimal(padded(exitPrice, decimals))),
    },
    {
      id: 'netPnl',
      title: 'Net',
      width: 'minmax(78px, 1fr)',
      kind: 'number',
      definition: 'Result after fees, in quote currency; none while the trade is open.',
      cell: ({ netPnl }) =>
        netPnl === null ? (
          NONE
        ) : (
          <span className={tone(Number(netPnl))}>{signedDecimal(short(netPnl, cents))}</span>
        ),
    },
    {
      id: 'exitReason',
      title: 'Closed by',
      width: 'minmax(82px, 1fr)',
      cell: ({ exitReason, ambiguous }) => (
        <>
          {exitReason?.replaceAll('-', ' ') ?? 'still open'}
          {ambiguous ? (
            <>
              {' '}
              <Badge
                tone="notice"
                title="Ambiguous: a candle of it hides what came first, and the profile’s reading was taken."
              >
                ?
              </Badge>
            </>
          ) : null}
        </>
      ),
    },
    {
      id: 'quantity',
      title: 'Quantity',
      width: 'minmax(96px, 1fr)',
      kind: 'number',
      cell: ({ quantity }) => decimal(quantity),
    },
    {
      id: 'fees',
      title: 'Fees',
      width: 'minmax(58px, 1fr)',
      kind: 'number',
      cell: ({ fees }) => decimal(short(fees, cents)),
    },
    {
      id: 'mae',
      title: 'MAE',
      width: 'minmax(69px, 1fr)',
      kind: 'number',
      definition: 'Worst excursion against the trade while it was open.',
      cell: ({ mae }) => decimal(short(mae, cents)),
    },
    {
      id: 'mfe',
      title: 'MFE',
      width: 'minmax(69px, 1fr)',
      kind: 'number',
      definition: 'Best excursion in favour of the trade while it was open.',
      cell: ({ mfe }) => decimal(short(mfe, cents)),
    },
  ]
}

/** From here on a column of cents is wider than what it says. */
const LARGE_CAPITAL = 100_000

/** So many decimals, or as many as it takes to see that it is not nothing; the exact text is in the export. */
function short(text: string, decimals: number): string {
  const value = Number(text)
  const size = Math.abs(value)
  if (value === 0 || size >= 10) return value.toFixed(decimals)
  return value.toFixed(size >= 0.01 ? 2 : 6)
}

/** Prices stand below each other: `7877.6` beside `7861.62` is `7877.60`. */
function padded(text: string, decimals: number): string {
  const [whole = '', rest = ''] = text.split('.')
  return decimals === 0 && rest === '' ? whole : `${whole}.${rest.padEnd(decimals, '0')}`
}
