/** Writes a reading into the legend, figure by figure: at every move of the crosshair, so without React. */
import type { LegendFigure } from './reading.ts'

export function writeLegend(legend: HTMLElement, figures: readonly LegendFigure[]): void {
  while (legend.children.length > figures.length) legend.lastElementChild?.remove()
  figures.forEach(({ name, text, tone, definition = '' }, i) => {
    const figure = legend.children[i] ?? legend.appendChild(newFigure())
    if (figure instanceof HTMLElement && figure.title !== definition) figure.title = definition
    const [title, value] = figure.children
    if (title === undefined || value === undefined) return
    // Writing the same text again would lay the line out again.
    if (title.textContent !== name) title.textContent = name
    if (value.textContent !== text) value.textContent = text
    if (value.className !== tone) value.className = tone
  })
}

function newFigure(): HTMLElement {
  const figure = document.createElement('span')
  figure.append(document.createElement('span'), document.createElement('b'))
  return figure
}
