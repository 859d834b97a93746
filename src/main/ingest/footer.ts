/** Words below the last row, such as where the file was downloaded: no candle, and no defect either. */
import type { CandleColumns } from './candle-columns.ts'
import type { Complaint } from './complaints.ts'

const MOST_LINES = 5
const MOST_CELLS = 3

export class Footer {
  private held: Complaint[] = []
  /** Candles when the first of the lines came. */
  private rows = 0
  private readonly columns: CandleColumns
  private readonly complain: (complaint: Complaint) => void

  /** `complain` is told of lines that turn out to have candles behind them. */
  constructor(columns: CandleColumns, complain: (complaint: Complaint) => void) {
    this.columns = columns
    this.complain = complain
  }

  get lines(): readonly number[] {
    return this.held.map(({ line }) => line)
  }

  /** Holds a line back that begins with a word and is shorter than a row. */
  takes(cells: readonly Uint8Array[], complaint: Complaint): boolean {
    const isFooter =
      this.columns.rows > 0 &&
      this.held.length < MOST_LINES &&
      cells.length <= MOST_CELLS &&
      isLetter(cells[0]?.[0] ?? 0)
    if (!isFooter) return false
    if (this.held.length === 0) this.rows = this.columns.rows
    this.held.push(complaint)
    return true
  }

  /** To be called at every other line and at the end. */
  next(): void {
    if (this.held.length === 0 || this.columns.rows === this.rows) return
    for (const complaint of this.held.splice(0)) this.complain(complaint)
  }
}

const isLetter = (byte: number): boolean => (byte | 32) >= 97 && (byte | 32) <= 122
