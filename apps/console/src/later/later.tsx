import { lazy, Suspense, useState, type ComponentType } from 'react'
import '../inbox/bulk.module.css'
import '../thread/thread-styles.ts'
import type * as parts from './parts.ts'

type Parts = typeof parts

/** On its way from the start, while it is asked whose session this is. */
export const partsLoaded = import('./parts.ts')

/** Drawn at once when its code is here, else as soon as it is; whoever draws it hears of a failure. */
function later<P extends object>(pick: (parts: Parts) => ComponentType<P>): ComponentType<P> {
  let loaded: ComponentType<P> | undefined
  partsLoaded.then(
    (all) => (loaded = pick(all)),
    () => undefined,
  )
  const load = async () => ({ default: pick(await partsLoaded) })
  const Awaited = lazy(load) as unknown as ComponentType<P>
  return function Later(props: P) {
    const [Component] = useState<ComponentType<P>>(() => loaded ?? Awaited)
    return (
      <Suspense fallback={null}>
        <Component {...props} />
      </Suspense>
    )
  }
}

/** Nobody opens a thread or selects before anything is shown, or is told that there is nothing. */
export const LaterThreadPane = later(({ ThreadPane }) => ThreadPane)
export const LaterBulkBar = later<object>(({ BulkBar }) => BulkBar)
export const LaterEmptyInbox = later<object>(({ EmptyInbox }) => EmptyInbox)
