import type { DecisionRecord } from '../../shared/run.ts'
import { inPieces, line, numberCell, textCell } from './csv.ts'

/** A line per decision record; a full journal has one for every candle, so it comes in pieces. */
export function decisionsCsv(
  decisions: Iterable<DecisionRecord>,
  ofSeveral: boolean = false,
): Iterable<string> {
  return inPieces(lines(decisions, ofSeveral))
}

function* lines(decisions: Iterable<DecisionRecord>, ofSeveral: boolean): Generator<string> {
  const first = ofSeveral ? ['symbol'] : []
  yield line([...first, 'candle', 'asOf', 'wanted', 'approved', 'reasons', 'values', 'quiet'])
  for (const { symbol = '', candle, asOf, wanted, approved, reasons, values, quiet } of decisions) {
    yield line([
      ...first.map(() => textCell(symbol)),
      numberCell(candle),
      textCell(asOf),
      textCell(wanted),
      approved === null ? '' : String(approved),
      textCell(reasons.join('; ')),
      textCell(
        Object.entries(values)
          .map(([name, value]) => `${name}=${value}`)
          .join('; '),
      ),
      numberCell(quiet ?? null),
    ])
  }
}
