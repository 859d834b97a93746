/** Candles made of whole cents by a small generator: the same text on every machine. */
export function marketCsv(rows: number, start = Date.UTC(2020, 0, 1), step = 3_600_000): string {
  const lines = ['time,open,high,low,close,volume']
  let state = 12_345
  const next = (most: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * most)
  }
  let close = 10_000
  for (let row = 0; row < rows; row += 1) {
    const open = close
    // Waves of 400 candles, so that averages cross, and noise around them.
    close = Math.max(100, open + (row % 400 < 200 ? 3 : -3) + next(101) - 50)
    const high = Math.max(open, close) + next(40)
    const low = Math.min(open, close) - next(40)
    const time = new Date(start + row * step).toISOString()
    lines.push([time, ...[open, high, low, close].map(money), String(1 + next(1000))].join(','))
  }
  return `${lines.join('\n')}\n`
}

const money = (cents: number): string => (cents / 100).toFixed(2)
