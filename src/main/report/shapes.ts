/** The few shapes that the drawing is made of, with coordinates to a hundredth of a pixel. */
import { html, type Markup } from './markup.ts'

export const px = (value: number): string => String(Math.round(value * 100) / 100)

export const path = (kind: string, d: string): Markup => html`<path class="${kind}" d="${d}" />`

export const words = (kind: string, x: number, y: number, text: string | number): Markup =>
  html`<text class="${kind}" x="${px(x)}" y="${px(y)}">${text}</text>`

/** A line through all points, in order. */
export const through = (points: readonly (readonly [x: number, y: number])[]): string =>
  points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${px(x)} ${px(y)}`).join('')
