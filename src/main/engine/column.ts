/** A value that must be there. Reading past the end of a column is a defect, never a quiet NaN. */
export function at(column: Float64Array, candle: number): number {
  const value = column[candle]
  if (value === undefined) throw new RangeError(`there is no candle ${candle} of ${column.length}`)
  return value
}
