/** What the result takes for granted, in sentences: a number without them is half a number. */
import type { Quality } from '../../shared/dataset.ts'
import { PROFILE_TITLES, PROFILE_WORDS } from '../../shared/fill-rules.ts'
import type { AssumptionInterval, RunDetails } from '../../shared/run.ts'
import type { RunSettings } from '../../shared/settings.ts'
import { between } from './headline.ts'
import { html, type Markup } from './markup.ts'
import { grouped, rounded } from './number-text.ts'
import { span } from './time-text.ts'

interface Assumption {
  readonly text: string
  readonly isWarning?: boolean
}

export function assumptions(details: RunDetails): Markup {
  const said = [...ofTheData(details), ...ofTheFills(details), ...ofTheMoney(details)]
  return html`<section>
    <h2>What this result assumes</h2>
    <ul class="assumptions">
      ${said.map(({ text, isWarning }) =>
        isWarning === true ? html`<li class="warn">${text}</li>` : html`<li>${text}</li>`,
      )}
    </ul>
  </section>`
}

function ofTheData({ run, manifest }: RunDetails): Assumption[] {
  const { candles, warmup } = manifest.evaluated
  const quality = together(manifest.datasets.map((dataset) => dataset.quality))
  const said: Assumption[] = []
  if (run.synthetic) {
    said.push({
      isWarning: true,
      text: 'The candles were made by a generator, not by a market: the result says nothing about any market.',
    })
  }
  if (manifest.dataIntegrity === 'degraded_skip_volume') {
    said.push({
      isWarning: true,
      text: 'The check for candles without volume was switched off for this run.',
    })
  } else if (manifest.dataIntegrity === 'zero_volume') {
    const share = `: ${rounded(quality.zeroVolume, 0)}, ${rounded(quality.zeroVolumePct, 2)} %`
    said.push({ isWarning: true, text: `Some candles had no volume${share}. A fill there is a guess.` })
  }
  if (quality.gaps > 0) {
    said.push({
      text: `The candles have ${rounded(quality.gaps, 0)} gaps, the longest ${span(quality.longestGapMs)}; nothing was filled in.`,
    })
  }
  said.push({
    text:
      warmup === 0
        ? `All ${rounded(candles, 0)} candles were evaluated; the strategy needs no warm-up.`
        : `${rounded(warmup, 0)} candles before the first evaluated one only warmed the strategy up; they are in no figure.`,
  })
  return said
}

/** What is said of the candles is said of all of them. */
function together(qualities: readonly Quality[]) {
  const sum = (count: (quality: Quality) => number) =>
    qualities.reduce((total, quality) => total + count(quality), 0)
  const zeroVolume = sum((quality) => quality.zeroVolume)
  return {
    gaps: sum(({ gaps }) => gaps),
    longestGapMs: Math.max(0, ...qualities.map(({ longestGapMs }) => longestGapMs)),
    zeroVolume,
    zeroVolumePct:
      (100 * zeroVolume) /
      Math.max(
        1,
        sum(({ candles }) => candles),
      ),
  }
}

function ofTheFills({ manifest, interval }: RunDetails): Assumption[] {
  const { fees, fills, slippage, spread, bracket } = manifest.inputs.settings
  const minimum = Number(fees.minimum) > 0 ? `, at least ${grouped(fees.minimum)} a fill` : ''
  return [
    {
      text: 'A decision is made at the close of a candle and filled at the open of the next one: nothing is known early.',
    },
    {
      text: `Fees are ${grouped(fees.takerBps)} bps for market and stop orders and ${grouped(fees.makerBps)} bps for limit orders${minimum}; with ${slippageWords(slippage)} and ${spreadWords(spread)}.`,
    },
    ...legs(bracket),
    { text: `Fill profile ${PROFILE_TITLES[fills.profile]}. ${PROFILE_WORDS[fills.profile]}` },
    ...hiddenCandles(interval),
  ]
}

/** Legs that the settings gave; what a strategy does by itself is the strategy's. */
function legs(bracket: RunSettings['bracket'] | undefined): Assumption[] {
  return (['stop', 'target'] as const).flatMap((leg) => {
    const [kind, distance] = (bracket?.[leg] ?? 'strategy').split(':')
    if (kind === 'strategy') return []
    if (distance === undefined) return [{ text: `No ${leg} is placed, whatever the strategy asks for.` }]
    return [
      { text: `Every entry has a ${leg} ${distance} ${DISTANCE_WORDS[kind ?? ''] ?? ''} from its price.` },
    ]
  })
}

const DISTANCE_WORDS: { readonly [kind: string]: string } = {
  pct: '%',
  ticks: 'price increments',
  atr: 'average true ranges',
}

/** A1: how far the result hangs on candles that hide what came first. */
function hiddenCandles(interval: AssumptionInterval | null): Assumption[] {
  if (interval === null)
    return [{ text: 'No candle hid what came first: every fill is proven by its candle.' }]
  const { ambiguous, resolved } = interval
  const explained = resolved === 0 ? '' : `; finer candles explained ${rounded(resolved, 0)} more`
  if (ambiguous === 0) return [{ text: `No candle hides what came first${explained}.` }]
  return [
    {
      isWarning: true,
      text: `${rounded(ambiguous, 0)} ${ambiguous === 1 ? 'candle hides' : 'candles hide'} what came first${explained}. Read always for the worse and always for the better, the net profit is ${between(interval)}.`,
    },
  ]
}

/** Runs of the first engine had neither, and their settings don't name them. */
const slippageWords = (slippage: RunSettings['slippage'] | undefined): string =>
  slippage === undefined || slippage.kind === 'none'
    ? 'no slippage'
    : `slippage on market and stop orders (${slippage.kind} ${slippage.value})`
const spreadWords = (spread: string | undefined): string =>
  spread === undefined || Number(spread) === 0 ? 'no spread' : `a spread of ${spread}`

function ofTheMoney(details: RunDetails): Assumption[] {
  const { manifest, metrics, periodsPerYear } = details
  const { sizing, direction, closeAtEnd } = manifest.inputs.settings
  const open = metrics.openTrades.value ?? 0
  return [
    {
      text: `${capitalWords(details)}, ${sizingWords(sizing)}, ${DIRECTION_WORDS[direction]}, no borrowed money.`,
    },
    {
      text: closeAtEnd
        ? 'A position still open at the end is closed at the last close, and its fee is paid.'
        : `A position still open at the end counts at its last close and in no trade statistic${open > 0 ? ` (${rounded(open, 0)} open)` : ''}.`,
    },
    { text: `Ratios are made of returns per UTC day, ${rounded(periodsPerYear, 0)} to a year.` },
  ]
}

function capitalWords({ run, manifest }: RunDetails): string {
  const { capital, capitalMode, risk } = manifest.inputs.settings
  if (run.symbols.length === 1) return `Capital ${grouped(capital)}`
  return capitalMode === 'independent'
    ? `Capital ${grouped(capital)} for each of ${run.symbols.length} symbols`
    : `Capital ${grouped(capital)} shared by ${run.symbols.length} symbols, at most ${risk.maxPositions} positions at once`
}

const DIRECTION_WORDS: { readonly [Direction in RunSettings['direction']]: string } = {
  long: 'long only',
  short: 'short only',
  both: 'long and short',
}

function sizingWords({ kind, value }: RunSettings['sizing']): string {
  if (kind === 'units') return `${grouped(value)} units a trade`
  if (kind === 'cash') return `${grouped(value)} of quote currency a trade`
  const share = `${grouped(String(Number((100 * Number(value)).toFixed(4))))} % of equity`
  if (kind === 'risk')
    return `${share} at risk in each trade, fees included, when its stop fills at its worst`
  if (kind === 'volatility') return `${share} moved in each trade by an average true range`
  return `${share} in each trade, fees included`
}
