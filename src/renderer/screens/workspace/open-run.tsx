import { useCallback, useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { type Millis, millis } from '../../../shared/brand.ts'
import type { ProblemShape } from '../../../shared/problem.ts'
import { capitalOf, type RunDetails } from '../../../shared/run.ts'
import { ChartBox } from '../../chart/chart-box.tsx'
import type { Picked } from '../../chart/cursor.ts'
import { runSource } from '../../chart/source.ts'
import { useClient } from '../../client-context.ts'
import { useKey } from '../../parts/keys.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { problemOf } from '../../state/loaded.ts'
import { decisionsStore } from './decisions-store.ts'
import { focusStore } from './focus-store.ts'
import { Headline } from './headline.tsx'
import { Layout } from './layout.tsx'
import { ordersStore } from './orders-store.ts'
import { Remedy } from './remedy.tsx'
import { RunHead } from './run-head.tsx'
import { RunTabs } from './run-tabs.tsx'
import { TradePanel } from './trade-panel.tsx'
import { tradeAt, tradesStore } from './trades-store.ts'
import { Failed } from './failed.tsx'
import { WhyCard } from './why-card.tsx'

/** A run whose details are here: one store per concern, made with the screen and gone with it. */
export function OpenRun({ details }: { readonly details: RunDetails }) {
  const client = useClient()
  const { run, manifest } = details
  const [stores] = useState(() => ({
    trades: tradesStore(client, run.runId),
    decisions: decisionsStore(client, run.runId),
    orders: ordersStore(client, run.runId),
    focus: focusStore(client, run, manifest.evaluated.to),
  }))
  useEffect(() => {
    void stores.trades.getState().load()
    stores.decisions.getState().need(0, 0)
  }, [stores])
  useKey(
    'Escape',
    useCallback(() => stores.focus.getState().clear(), [stores]),
  )

  const { runId, timeframe } = run
  const symbol = useStore(stores.focus, (state) => state.symbol)
  const market = manifest.datasets.find((one) => one.symbol === symbol) ?? manifest.datasets[0]
  const dataset = market?.datasetId ?? null
  const source = useMemo(
    () => (dataset === null ? null : runSource(client, { run: runId, symbol, dataset, timeframe })),
    [client, runId, symbol, dataset, timeframe],
  )
  const { from, to } = market?.evaluated ?? manifest.evaluated
  const [trouble, setTrouble] = useState<ProblemShape | null>(null)
  const [attempt, setAttempt] = useState(0)
  const spot = useStore(stores.focus, (state) => state.spot ?? state.hovered)
  const trade = useStore(stores.focus, (state) => state.trade)
  const why = useStore(stores.focus, (state) => state.why)
  const pick = (picked: Picked | null) => stores.focus.getState().ask(picked)
  const at = (time: Millis | null) =>
    time === null ? null : tradeAt(stores.trades.getState().trades, symbol, time)
  const point = (time: Millis | null) => stores.focus.getState().hover(at(time))

  return (
    <Layout
      head={<RunHead details={details} focus={stores.focus} />}
      notice={run.problem === null ? null : <Failed problem={run.problem} details={details} />}
      chart={
        <div className="run-chart">
          {source === null ? null : (
            <ChartBox
              key={`${symbol} ${attempt}`}
              source={source}
              timeframe={timeframe}
              priceDecimals={market?.priceDecimals ?? manifest.priceDecimals}
              capital={Number(capitalOf(manifest))}
              from={from}
              to={to}
              spot={spot}
              pick={pick}
              point={point}
              go={(time) => stores.focus.getState().showTime(time)}
              shown={() => setTrouble(null)}
              failed={(reason) => setTrouble(problemOf(reason))}
            />
          )}
          {why === null ? null : (
            <WhyCard
              why={why}
              details={details}
              trade={at(millis(why.picked.time))}
              explain={(record) => stores.focus.getState().showTrade(record)}
              close={() => stores.focus.getState().clear()}
            />
          )}
          {trouble === null ? null : (
            <div className="run-chart-trouble">
              <ProblemNote problem={trouble} about="Chart">
                <Remedy
                  problem={trouble}
                  details={details}
                  again={() => {
                    setTrouble(null)
                    setAttempt(attempt + 1)
                  }}
                />
              </ProblemNote>
            </div>
          )}
        </div>
      }
      tabs={<RunTabs details={details} {...stores} />}
      side={
        <>
          {trade === null ? null : (
            <TradePanel trade={trade} details={details} close={() => stores.focus.getState().clear()} />
          )}
          <Headline details={details} />
        </>
      }
    />
  )
}
