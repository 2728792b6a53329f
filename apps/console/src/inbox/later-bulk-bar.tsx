import { lazy, Suspense, useState, type ComponentType } from 'react'
import '../thread/labels.module.css'
import '../thread/work.module.css'
import './bulk.module.css'

let loaded: ComponentType | undefined

/** Nobody selects before anything is shown: on its way from the start, and there when it is needed. */
export const bulkBarLoaded: Promise<ComponentType> = import('./bulk-bar.tsx').then(
  ({ BulkBar }) => (loaded = BulkBar),
)
// Whoever selects hears of a failure.
bulkBarLoaded.catch(() => undefined)

const AwaitedBar = lazy(async () => ({ default: await bulkBarLoaded }))

/** What can be done with what is selected; at once when its code is here, else as soon as it is. */
export function LaterBulkBar() {
  const [BulkBar] = useState<ComponentType>(() => loaded ?? AwaitedBar)
  return (
    <Suspense fallback={null}>
      <BulkBar />
    </Suspense>
  )
}
