import { createRoot } from 'react-dom/client'
import './style/tokens.css'
import './style/base.css'
import { App } from './app.tsx'
import { connect } from './client.ts'
import { ClientContext } from './client-context.ts'
import { ProblemNote } from './parts/problem-note.tsx'
import { problemOf } from './state/loaded.ts'
import { openWindow, WindowContext } from './state/window-state.ts'

const element = document.getElementById('root')
if (element === null) throw new Error('the page has no root')
const root = createRoot(element)

try {
  const client = await connect()
  const state = await openWindow(client)
  root.render(
    <ClientContext value={client}>
      <WindowContext value={state}>
        <App />
      </WindowContext>
    </ClientContext>,
  )
} catch (thrown) {
  root.render(
    <main className="closed-door" aria-label="Tapedeck">
      <ProblemNote problem={problemOf(thrown)} />
    </main>,
  )
}
