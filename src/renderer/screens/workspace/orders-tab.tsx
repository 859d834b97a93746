import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { millis } from '../../../shared/brand.ts'
import type { OrderRecord } from '../../../shared/order.ts'
import type { RunDetails } from '../../../shared/run.ts'
import { Badge } from '../../parts/badge.tsx'
import { Empty } from '../../parts/empty.tsx'
import { NONE, candleTime, decimal } from '../../parts/format.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { type Column, Table } from '../../parts/table.tsx'
import { askedWords, orderWords, priceWords, purposeWords, refusalWords } from './order-words.ts'
import { isRefused, ordersFor } from './orders-store.ts'
import { Remedy } from './remedy.tsx'
import type { RunStores } from './run-tabs.tsx'

interface OrdersTabProps {
  readonly details: RunDetails
  readonly stores: RunStores
}

/** Every order and what became of it; for one that was refused, by whom and why. */
export function OrdersTab({ details, stores }: OrdersTabProps) {
  const { orders, filter, load } = useStore(stores.orders)
  useEffect(() => {
    if (stores.orders.getState().orders.is === 'waiting') void stores.orders.getState().load()
  }, [stores])
  const shown = useMemo(
    () => (orders.is === 'ready' ? ordersFor(orders.value, filter) : []),
    [orders, filter],
  )
  if (orders.is === 'refused') {
    return (
      <div className="run-tab-note">
        <ProblemNote problem={orders.because} about="Orders">
          <Remedy problem={orders.because} details={details} again={() => void load()} />
        </ProblemNote>
      </div>
    )
  }
  const show = (index: number) => {
    const order = shown[index]
    if (order === undefined) return
    const made = stores.trades.getState().trades.find(({ trade }) => trade === order.trade)
    const { showTrade, showTime } = stores.focus.getState()
    if (made === undefined) showTime(millis(Date.parse(order.time)))
    else showTrade(made)
  }
  const isWithout = orders.is === 'ready' && orders.value.length === 0
  return (
    <Table
      label="Orders"
      columns={columnsFor(details)}
      count={orders.is === 'ready' ? shown.length : WAITING_ROWS}
      row={(index) => shown[index] ?? null}
      open={show}
      empty={
        isWithout ? (
          <Empty title="No orders in this run">
            The strategy wanted nothing on these candles, or the run was made before orders were kept.
          </Empty>
        ) : (
          <Empty title="No such orders">Every order of this run did what it was made for.</Empty>
        )
      }
    />
  )
}

const WAITING_ROWS = 8

function Why({ order }: { readonly order: OrderRecord }) {
  if (!isRefused(order)) return <span className="quiet">{purposeWords(order)}</span>
  const { meaning, figures } = refusalWords(order)
  return (
    <span title={`${order.code ?? order.state}: ${meaning} ${figures}`}>
      <span className="refused">{meaning}</span> <span className="quiet">{figures}</span>
    </span>
  )
}

function columnsFor({ run: { timeframe } }: RunDetails): readonly Column<OrderRecord>[] {
  return [
    { id: 'order', title: '#', width: '46px', kind: 'number', cell: ({ order }) => order },
    {
      id: 'time',
      title: 'Decided',
      width: /[dwo]$/.test(timeframe) ? '84px' : '121px',
      definition: 'Open of the candle at whose close it was made, or in which a leg went off.',
      cell: ({ time }) => candleTime(Date.parse(time), timeframe),
    },
    { id: 'what', title: 'Order', width: 'minmax(124px, 1fr)', cell: orderWords },
    {
      id: 'asked',
      title: 'For',
      width: 'minmax(98px, 1fr)',
      kind: 'number',
      definition: 'The quantity, or the amount of money whose quantity the fill decides.',
      cell: askedWords,
    },
    { id: 'price', title: 'At', width: 'minmax(84px, 1fr)', kind: 'number', cell: priceWords },
    {
      id: 'state',
      title: 'State',
      width: '88px',
      cell: (order) => (
        <Badge tone={isRefused(order) ? 'notice' : 'plain'}>{order.state.replaceAll('-', ' ')}</Badge>
      ),
    },
    {
      id: 'filled',
      title: 'Filled at',
      width: 'minmax(84px, 1fr)',
      kind: 'number',
      cell: ({ filled }) => (filled === null ? NONE : decimal(filled.price)),
    },
    {
      id: 'trade',
      title: 'Trade',
      width: '52px',
      kind: 'number',
      cell: ({ trade }) => trade ?? NONE,
    },
    {
      id: 'why',
      title: 'Why',
      width: 'minmax(260px, 3fr)',
      cell: (order) => <Why order={order} />,
    },
  ]
}
