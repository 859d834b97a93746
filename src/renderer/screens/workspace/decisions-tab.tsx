import { useStore } from 'zustand'
import type { DecisionRecord, RunDetails } from '../../../shared/run.ts'
import { Badge } from '../../parts/badge.tsx'
import { Empty } from '../../parts/empty.tsx'
import { candleTime, count } from '../../parts/format.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { type Column, Table } from '../../parts/table.tsx'
import { isRefusal, reasonWords, valueWords, verdictOf, wantedWords } from './decision-words.ts'
import { lineAt } from './decisions-store.ts'
import { Remedy } from './remedy.tsx'
import type { RunStores } from './run-tabs.tsx'

interface DecisionsTabProps {
  readonly details: RunDetails
  readonly stores: RunStores
}

/** The tape's own account of every candle: what was wanted, what risk said, and why. */
export function DecisionsTab({ details, stores }: DecisionsTabProps) {
  const { total, pages, refused, need, again } = useStore(stores.decisions)
  if (refused !== null) {
    return (
      <div className="run-tab-note">
        <ProblemNote problem={refused} about="Decisions">
          <Remedy problem={refused} details={details} again={again} />
        </ProblemNote>
      </div>
    )
  }
  const show = (line: number) => {
    const decision = lineAt(pages, line)
    if (decision !== null) stores.focus.getState().showDecision(decision)
  }
  return (
    <Table
      label="Decisions"
      columns={columnsFor(details)}
      count={total ?? WAITING_ROWS}
      row={(line) => lineAt(pages, line)}
      seen={need}
      open={show}
      empty={<Empty title="No decisions were recorded">This run evaluated no candles.</Empty>}
    />
  )
}

const WAITING_ROWS = 8

/** A refusal is told wherever it was made: by risk, or by the broker when the order was to fill. */
const toneOf = (decision: DecisionRecord): string => {
  if (decision.quiet !== undefined) return 'quiet'
  return isRefusal(decision) ? 'refused' : ''
}

function columnsFor({ run: { timeframe, symbols } }: RunDetails): readonly Column<DecisionRecord>[] {
  return [
    ...(symbols.length === 1
      ? []
      : [
          {
            id: 'symbol',
            title: 'Symbol',
            width: '84px',
            cell: ({ symbol }: DecisionRecord) => symbol,
          },
        ]),
    {
      id: 'candle',
      title: 'Candle',
      width: '68px',
      kind: 'number',
      definition: 'Its number in the series, from 0.',
      cell: ({ candle }) => count(candle),
    },
    {
      id: 'asOf',
      title: 'Open',
      width: '121px',
      cell: ({ asOf }) => candleTime(Date.parse(asOf), timeframe),
    },
    { id: 'wanted', title: 'Wanted', width: '92px', cell: wantedWords },
    {
      id: 'approved',
      title: 'Risk said',
      width: '88px',
      cell(decision) {
        const verdict = verdictOf(decision)
        return verdict === null ? null : <Badge tone={verdict.tone}>{verdict.words}</Badge>
      },
    },
    {
      id: 'why',
      title: 'Why',
      width: 'minmax(300px, 2fr)',
      cell: (decision) => (
        <span className={toneOf(decision)} title={reasonWords(decision)}>
          {reasonWords(decision)}
        </span>
      ),
    },
    {
      id: 'values',
      title: 'Values',
      width: 'minmax(160px, 1fr)',
      cell: (decision) => (
        <span className="quiet" title={valueWords(decision)}>
          {valueWords(decision)}
        </span>
      ),
    },
  ]
}
