import { lazy, Suspense, useEffect, useState, type ComponentType } from 'react'
import classes from '../inbox/bulk.module.css'
import paneClasses from '../inbox/empty-pane.module.css'
import noteClasses from '../inbox/inbox.module.css'
import railClasses from '../rail/rail.module.css'
import '../thread/thread-styles.ts'
import dialogClasses from '../ui/dialog.module.css'
import type { DialogProps } from '../ui/dialog.tsx'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import type * as parts from './parts.ts'
import { SafePart } from './safe-part.tsx'

type Parts = typeof parts

let asked: Promise<Parts> | undefined

/** A failure is not kept: whoever asks next tries again. */
function loadParts(): Promise<Parts> {
  asked ??= import('./parts.ts').catch((error: unknown) => {
    asked = undefined
    throw error
  })
  return asked
}

/** On its way from the start, while it is asked whose session this is. */
export const partsLoaded = loadParts()

/** Drawn at once when its code is here, else as soon as it is; whoever draws it hears of a failure. */
function later<P extends object>(pick: (parts: Parts) => ComponentType<P>): ComponentType<P> {
  let loaded: ComponentType<P> | undefined
  const load = async () => ({ default: (loaded = pick(await loadParts())) })
  partsLoaded.then(load, () => undefined)
  return function Later(props: P) {
    // Made anew with each try: one that failed would fail for good.
    const [Component] = useState(() => loaded ?? (lazy(load) as unknown as ComponentType<P>))
    return (
      <Suspense fallback={null}>
        <Component {...props} />
      </Suspense>
    )
  }
}

/** Nobody opens a thread or selects before anything is shown, or is told that there is nothing. */
export const LaterThreadPane = later(({ ThreadPane }) => ThreadPane)

const Dialog = later((all) => all.Dialog)
const BulkBar = later<object>((all) => all.BulkBar)
const BulkRefusals = later<object>((all) => all.BulkRefusals)
const FilterForm = later<object>((all) => all.FilterForm)
const EmptyInbox = later<object>((all) => all.EmptyInbox)
const FirstSteps = later<object>((all) => all.FirstSteps)
const OwnMenu = later((all) => all.OwnMenu)

/** The list goes on where these cannot be shown. */
export const LaterBulkBar = () => (
  <SafePart className={classes.bar}>
    <BulkBar />
  </SafePart>
)
export const LaterFilterForm = () => (
  <SafePart className={noteClasses.note}>
    <FilterForm />
  </SafePart>
)
export const LaterFirstSteps = () => (
  <SafePart className={paneClasses.text}>
    <FirstSteps />
  </SafePart>
)
/** Nothing was refused before the bar is there. */
export const LaterBulkRefusals = () => (
  <SafePart className={classes.refusals}>
    <BulkRefusals />
  </SafePart>
)
/** What says that a dialog's own code did not come. */
export const LaterDialog = (props: DialogProps) => (
  <SafePart className={dialogClasses.title}>
    <Dialog {...props} />
  </SafePart>
)
export const LaterEmptyInbox = () => (
  <SafePart className={noteClasses.note}>
    <EmptyInbox />
  </SafePart>
)
export const LaterOwnMenu = (props: { onLeave: () => void }) => (
  <SafePart className={railClasses.panel}>
    <OwnMenu {...props} />
  </SafePart>
)

const Told = later(({ Told: Now }) => Now)
const UndoNotice = later<object>((all) => all.UndoNotice)
const AGAIN_MS = 10_000

/** The desk goes on where its code has not come, and it is tried again. */
export const LaterTold = ({ open }: { open: string | null }) => (
  <ErrorBoundary renderInstead={(_, again) => <Again again={again} />}>
    <Told open={open} />
    <UndoNotice />
  </ErrorBoundary>
)

function Again({ again }: { again: () => void }) {
  useEffect(() => {
    const timer = setTimeout(again, AGAIN_MS)
    return () => clearTimeout(timer)
  }, [again])
  return null
}
