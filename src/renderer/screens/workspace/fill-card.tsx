import { fillRule, profileTitle, PROFILE_TITLES } from '../../../shared/fill-rules.ts'
import type { FillRecord, RunDetails, TradeRecord } from '../../../shared/run.ts'
import { Badge } from '../../parts/badge.tsx'
import { candleTime, decimal, fixed, momentOf, signed } from '../../parts/format.ts'
import type { Bar, Explained } from './explain-store.ts'
import { InsideCandle, type Level } from './inside-candle.tsx'

interface FillCardProps {
  readonly explained: Explained
  readonly trade: TradeRecord
  readonly details: RunDetails
}

/** One execution: which candle, which rule, which price, which cost, and what others would have made of it. */
export function FillCard({ explained, trade, details }: FillCardProps) {
  const { fill, candle, inside, finer, decision } = explained
  const rule = fillRule(fill.rule)
  const decimals = details.manifest.priceDecimals
  return (
    <section className="fill" aria-label={titleOf(fill)}>
      <header>
        <h3>{titleOf(fill)}</h3>
        <span>
          {inside === null ? candleTime(Date.parse(fill.time), details.run.timeframe) : momentOf(fill.time)}
        </span>
      </header>
      {decision === null || decision.reasons.length === 0 ? null : (
        <p className="fill-why">{decision.reasons[0]}</p>
      )}
      <p className="fill-rule">
        <Badge tone="accent">{fill.rule}</Badge> {rule?.title ?? ''}
        {fill.ambiguous ? (
          <Badge tone="notice" title="The candle hides whether or where this happened.">
            ambiguous
          </Badge>
        ) : null}
      </p>
      <p className="fill-words">{rule?.words ?? 'This rule is newer than this window.'}</p>
      {candle === null ? null : <Prices bar={candle} decimals={decimals} />}
      {inside === null || inside.time.length < 2 ? null : (
        <InsideCandle
          candles={inside}
          levels={levelsOf(fill, trade)}
          at={Date.parse(fill.time)}
          label={`${inside.time.length} candles of ${finer} inside this one`}
        />
      )}
      <dl>
        <Line
          name="Market"
          definition="The price that the rule gives, before slippage."
          value={decimal(fill.before)}
          more={`${fill.action}, ${fill.order}`}
        />
        <Line
          name="Slippage"
          definition="What was lost a unit against that price."
          value={slippage(fill, decimals)}
        />
        <Line name="Filled at" definition="The price that was paid or got." value={decimal(fill.price)} />
        <Line name="Quantity" value={decimal(fill.quantity)} />
        <Line
          name="Fee"
          definition="In quote currency; makers are limits that rested, all else takes."
          value={decimal(fill.fee)}
          more={fill.liquidity}
        />
      </dl>
      <Others fill={fill} />
    </section>
  )
}

const titleOf = ({ why }: FillRecord): string =>
  why === 'entry' ? 'Entry' : `Exit by ${why.replaceAll('-', ' ')}`

/** As a cost: what was lost against the market's price, whichever way the order went. */
function slippage({ price, before, action }: FillRecord, decimals: number): string {
  const worse = (Number(price) - Number(before)) * (action === 'buy' ? 1 : -1)
  return worse === 0 ? 'none' : signed(-worse, Math.max(decimals, 2))
}

function levelsOf({ why, price }: FillRecord, { entryPrice, initialStop, initialTarget }: TradeRecord) {
  const levels: (Level | null)[] = [
    why === 'entry' ? null : { name: 'entry', price: Number(entryPrice) },
    typeof initialStop === 'string' ? { name: 'stop', price: Number(initialStop) } : null,
    typeof initialTarget === 'string' ? { name: 'target', price: Number(initialTarget) } : null,
    { name: 'fill', price: Number(price) },
  ]
  return levels.filter((level) => level !== null)
}

function Prices({ bar, decimals }: { readonly bar: Bar; readonly decimals: number }) {
  return (
    <p className="fill-candle">
      {(['open', 'high', 'low', 'close'] as const).map((name) => (
        <span key={name}>
          <abbr title={name}>{name.slice(0, 1).toUpperCase()}</abbr>
          {fixed(bar[name], decimals)}
        </span>
      ))}
    </p>
  )
}

function Line({
  name,
  value,
  more = '',
  definition,
}: {
  readonly name: string
  readonly value: string
  readonly more?: string
  readonly definition?: string
}) {
  return (
    <div title={definition}>
      <dt>{name}</dt>
      <dd>
        {more === '' ? null : <span>{more}</span>}
        {value}
      </dd>
    </div>
  )
}

/** What the profiles that were not used would have made of the same candle. */
function Others({ fill }: { readonly fill: FillRecord }) {
  const different = Object.entries(fill.others ?? {})
  if (different.length === 0) {
    return <p className="fill-same">Every other fill profile says the same.</p>
  }
  const same = Object.keys(PROFILE_TITLES).length - different.length - 1
  return (
    <>
      <h4>Other fill profiles</h4>
      <dl>
        {different.map(([name, price]) => (
          <Line key={name} name={profileTitle(name)} value={price === null ? 'no fill' : decimal(price)} />
        ))}
      </dl>
      {same > 0 ? (
        <p className="fill-same">The {same === 1 ? 'other says' : 'others say'} the same.</p>
      ) : null}
    </>
  )
}
