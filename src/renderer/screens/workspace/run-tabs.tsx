import { useState } from 'react'
import { type StoreApi, useStore } from 'zustand'
import type { RunDetails } from '../../../shared/run.ts'
import { count } from '../../parts/format.ts'
import { type Tab, Tabs } from '../../parts/tabs.tsx'
import type { DecisionsState } from './decisions-store.ts'
import { DecisionsTab } from './decisions-tab.tsx'
import type { FocusState } from './focus-store.ts'
import type { OrdersState } from './orders-store.ts'
import { OrdersTab } from './orders-tab.tsx'
import { ManifestTab } from './manifest-tab.tsx'
import { MetricsTab } from './metrics-tab.tsx'
import { QualityTab } from './quality-tab.tsx'
import './run-tabs.css'
import { OrdersFilter, TradesFilter } from './table-filter.tsx'
import type { TradesState } from './trades-store.ts'
import { TradesTab } from './trades-tab.tsx'

export interface RunStores {
  readonly trades: StoreApi<TradesState>
  readonly decisions: StoreApi<DecisionsState>
  readonly orders: StoreApi<OrdersState>
  readonly focus: StoreApi<FocusState>
}

type TabId = 'trades' | 'decisions' | 'orders' | 'metrics' | 'quality' | 'manifest'

export function RunTabs({ details, ...stores }: RunStores & { readonly details: RunDetails }) {
  const [current, choose] = useState<TabId>('trades')
  const trades = useStore(stores.trades, (state) => (state.phase.is === 'ready' ? state.total : null))
  const decisions = useStore(stores.decisions, (state) => state.total)
  const orders = useStore(stores.orders, (state) =>
    state.orders.is === 'ready' ? state.orders.value.length : null,
  )
  const gaps = details.manifest.datasets.reduce((sum, { quality }) => sum + quality.gaps, 0)
  const tabs: Tab<TabId>[] = [
    { id: 'trades', title: 'Trades', ...noted(trades) },
    { id: 'decisions', title: 'Decisions', ...noted(decisions) },
    { id: 'orders', title: 'Orders', ...noted(orders) },
    { id: 'metrics', title: 'Metrics' },
    { id: 'quality', title: 'Data quality', ...noted(gaps === 0 ? null : gaps) },
    { id: 'manifest', title: 'Manifest' },
  ]
  return (
    <Tabs
      label="About this run"
      tabs={tabs}
      current={current}
      choose={choose}
      actions={
        current === 'trades' ? (
          <TradesFilter stores={stores} />
        ) : current === 'orders' ? (
          <OrdersFilter stores={stores} />
        ) : null
      }
    >
      {current === 'trades' ? (
        <TradesTab details={details} stores={stores} showDecisions={() => choose('decisions')} />
      ) : null}
      {current === 'decisions' ? <DecisionsTab details={details} stores={stores} /> : null}
      {current === 'orders' ? <OrdersTab details={details} stores={stores} /> : null}
      {current === 'metrics' ? <MetricsTab details={details} /> : null}
      {current === 'quality' ? <QualityTab details={details} focus={stores.focus} /> : null}
      {current === 'manifest' ? <ManifestTab details={details} /> : null}
    </Tabs>
  )
}

const noted = (many: number | null) => (many === null ? {} : { note: count(many) })
