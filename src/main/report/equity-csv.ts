import { inPieces, line, numberCell, textCell } from './csv.ts'
import type { EquityRows } from './report-input.ts'

/** `equity.csv`: a million rows are some 60 MB, so it comes in pieces. */
export function equityCsv(equity: EquityRows): Iterable<string> {
  return inPieces(lines(equity))
}

/** Units of the one symbol; of several it is text that names each. */
const positionCell = (position: string): string =>
  /^-?[\d.]+$/.test(position) ? numberCell(position) : textCell(position)

function* lines(equity: EquityRows): Generator<string> {
  yield line(['time', 'equity', 'cash', 'position', 'drawdown'])
  for (let row = 0; row < equity.rows; row++) {
    yield line([
      textCell(equity.time(row)),
      numberCell(equity.equity(row)),
      numberCell(equity.cash(row)),
      positionCell(equity.position(row)),
      numberCell(equity.drawdown(row)),
    ])
  }
}
