/** From values to places on the page: a linear scale and round numbers to label it with. */
import { grouped } from './number-text.ts'

export interface Axis {
  readonly place: (value: number) => number
  readonly ticks: readonly { readonly at: number; readonly label: string }[]
}

/** Where the lowest and the highest value go, how much room is left beyond them, and how many labels fit. */
export interface AxisBox {
  readonly lowest: number
  readonly highest: number
  readonly room: number
  readonly labels: number
}

export function axis(values: readonly number[], box: AxisBox): Axis {
  const lowest = values.reduce((a, b) => Math.min(a, b), values[0] ?? 0)
  const highest = values.reduce((a, b) => Math.max(a, b), values[0] ?? 1)
  const room = highest > lowest ? (highest - lowest) * box.room : Math.max(Math.abs(highest) * 0.01, 1e-8)
  const from = lowest - room
  const to = highest + room
  const place = (value: number) => box.lowest + ((value - from) / (to - from)) * (box.highest - box.lowest)
  const { step, places } = roundStep((to - from) / box.labels)
  const first = Math.ceil(from / step)
  const count = Math.max(0, Math.floor(to / step) - first + 1)
  const ticks = Array.from({ length: count }, (_, index) => {
    const value = (first + index) * step
    return { at: place(value), label: grouped(value.toFixed(places)) }
  })
  return { place, ticks }
}

/** The smallest of 1, 2 and 5 times a power of ten that is at least the one given. */
function roundStep(least: number): { step: number; places: number } {
  let unit = 1
  let places = 0
  while (unit < least) unit *= 10
  while (unit / 10 >= least && places < 12) {
    unit /= 10
    places++
  }
  for (const part of [5, 2]) {
    if (unit / part >= least) return { step: unit / part, places: unit > 1 ? 0 : places + 1 }
  }
  return { step: unit, places }
}
