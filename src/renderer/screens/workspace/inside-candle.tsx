/** The finer candles inside one, with the prices that mattered: enough to see what came first. */
import type { ChartCandles } from '../../../shared/candles.ts'

export interface Level {
  readonly name: 'entry' | 'stop' | 'target' | 'fill'
  readonly price: number
}

interface InsideCandleProps {
  readonly candles: ChartCandles
  readonly levels: readonly Level[]
  readonly label: string
  /** When it filled, where the finer candles told. */
  readonly at: number
}

const WIDTH = 226
const HEIGHT = 84
const EDGE = 4
/** Minutes of a day are drawn as a range each, those of an hour as candles. */
const THICK = 3

export function InsideCandle({ candles, levels, label, at }: InsideCandleProps) {
  const { time, open, high, low, close } = candles
  const top = Math.max(...high)
  const bottom = Math.min(...low)
  const reach = top - bottom || 1
  const step = WIDTH / time.length
  const x = (index: number): number => (index + 0.5) * step
  const y = (price: number): number => EDGE + ((top - price) / reach) * (HEIGHT - 2 * EDGE)
  const isIn = (price: number): boolean => price >= bottom && price <= top
  const filled = time.findLastIndex((opens) => opens <= at)
  return (
    <svg className="inside" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {filled < 0 ? null : (
        <rect className="inside-at" x={filled * step} y={0} width={Math.max(step, 2)} height={HEIGHT} />
      )}
      {(['up', 'down'] as const).map((way) => {
        const indices = Array.from(time.keys()).filter(
          (index) => (close[index] ?? 0) >= (open[index] ?? 0) === (way === 'up'),
        )
        const wicks = indices.map((index) => `M${x(index)} ${y(high[index] ?? 0)}V${y(low[index] ?? 0)}`)
        const bodies = indices.map((index) => `M${x(index)} ${y(open[index] ?? 0)}V${y(close[index] ?? 0)}`)
        return (
          <g key={way} className={`inside-${way}`}>
            <path d={wicks.join('')} strokeWidth={Math.min(1, step)} />
            {step < THICK ? null : <path d={bodies.join('')} strokeWidth={step * 0.6} />}
          </g>
        )
      })}
      {levels
        .filter(({ price }) => isIn(price))
        .map(({ name, price }) => (
          <line key={name} className={`inside-${name}`} x1={0} x2={WIDTH} y1={y(price)} y2={y(price)} />
        ))}
    </svg>
  )
}
