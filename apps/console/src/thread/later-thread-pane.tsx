import { lazy, Suspense, useState, type ComponentType } from 'react'
import './thread-styles.ts'

type Pane = ComponentType<{ number: string }>

let loaded: Pane | undefined

/** Not needed for the first paint: on its way from the start, while it is asked whose session this is. */
export const threadPaneLoaded: Promise<Pane> = import('./thread-pane.tsx').then(
  ({ ThreadPane }) => (loaded = ThreadPane),
)
// Whoever opens a thread hears of a failure.
threadPaneLoaded.catch(() => undefined)

const AwaitedPane = lazy(async () => ({ default: await threadPaneLoaded }))

/** The open thread; at once when its code is here, else as soon as it is. */
export function LaterThreadPane({ number }: { number: string }) {
  const [ThreadPane] = useState<Pane>(() => loaded ?? AwaitedPane)
  return (
    <Suspense fallback={null}>
      <ThreadPane number={number} />
    </Suspense>
  )
}
