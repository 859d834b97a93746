import type { DecisionRecord, RunDetails, TradeRecord } from '../../../shared/run.ts'
import { Badge } from '../../parts/badge.tsx'
import { Button } from '../../parts/button.tsx'
import { candleTime, count, decimal, plural } from '../../parts/format.ts'
import { CloseIcon } from '../../parts/icons.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { quietWords, verdictOf, wantedWords } from './decision-words.ts'
import type { Why } from './focus-store.ts'
import './why-card.css'

interface WhyCardProps {
  readonly why: Why
  readonly details: RunDetails
  /** The trade that this candle is a part of. */
  readonly trade: TradeRecord | null
  readonly explain: (trade: TradeRecord) => void
  readonly close: () => void
}

/** What was decided on the candle that was clicked, and why. */
export function WhyCard({ why: { picked, decisions }, details, trade, explain, close }: WhyCardProps) {
  const { candle, per, time, share } = picked
  return (
    <section className={share < 0.5 ? 'why right' : 'why left'} aria-label="Why">
      <header>
        <h3>{candleTime(time, details.run.timeframe)}</h3>
        <span>
          {per === 1 ? `candle ${count(candle)}` : `${count(per)} candles from ${count(candle)} on`}
        </span>
        <Button look="quiet" label="Close" press={close}>
          <CloseIcon size={12} />
        </Button>
      </header>
      {decisions.is === 'waiting' ? <p className="quiet">Reading the journal</p> : null}
      {decisions.is === 'refused' ? <ProblemNote problem={decisions.because} /> : null}
      {decisions.is === 'ready' ? (
        <Decisions decisions={decisions.value} picked={picked} details={details} />
      ) : null}
      {trade === null ? null : (
        <Button press={() => explain(trade)}>
          Explain trade {trade.trade}, {trade.side}
        </Button>
      )}
    </section>
  )
}

function Decisions({
  decisions,
  picked: { time, per },
  details: { manifest, run },
}: {
  readonly decisions: readonly DecisionRecord[]
  readonly picked: Why['picked']
  readonly details: RunDetails
}) {
  const { evaluated } = manifest
  const told = decisions.filter(({ quiet }) => quiet === undefined)
  if (decisions.length === 0 || time < evaluated.from || time > evaluated.to) {
    return (
      <p>
        {time < evaluated.from
          ? `Warm-up: the first decision is at ${candleTime(evaluated.from, run.timeframe)}.`
          : 'This run did not evaluate this candle.'}
      </p>
    )
  }
  if (told.length === 0) {
    const [stretch] = decisions
    return (
      <p>
        Nothing was wanted, answered or filled here
        {(stretch?.quiet ?? 1) === 1 || per > 1
          ? '.'
          : `: one of ${quietWords(stretch?.quiet ?? 1)} in a row.`}
      </p>
    )
  }
  return (
    <ol>
      {told.map((decision) => (
        <li key={decision.candle}>
          <Decision decision={decision} when={per > 1 ? run.timeframe : null} />
        </li>
      ))}
      {per > 1 ? (
        <li className="quiet">{plural(told.length, 'decision')}; zoom in to tell them apart.</li>
      ) : null}
    </ol>
  )
}

function Decision({ decision, when }: { readonly decision: DecisionRecord; readonly when: string | null }) {
  const verdict = verdictOf(decision)
  const wanted = wantedWords(decision)
  return (
    <>
      <p className="why-wanted">
        {when === null ? null : <span>{candleTime(Date.parse(decision.asOf), when)}</span>}
        <strong>{wanted === '' ? 'Nothing wanted' : wanted}</strong>
        {verdict === null ? null : <Badge tone={verdict.tone}>{verdict.words}</Badge>}
      </p>
      <ul>
        {decision.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <dl>
        {Object.entries(decision.values).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{decimal(value)}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
