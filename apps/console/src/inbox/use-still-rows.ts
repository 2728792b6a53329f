import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Conversation } from '@switchboard/protocol'
import { StillRows } from './still-rows.ts'
import { useRows } from './use-rows.ts'

/** The rows of the moment, in their places while they are aimed at or pressed, and what listens for that. */
export function useStillRows(list: string) {
  const rows = useRows()
  const [still] = useState(() => new StillRows())
  useEffect(() => () => still.cancel(), [still])
  const shown: readonly Conversation[] = useSyncExternalStore(still.subscribe, () =>
    still.of(rows, list),
  )
  return { rows: shown, aimed: listeners(still) }
}

const listeners = ({ aim, press, release }: StillRows) => ({
  onPointerMove: aim,
  onPointerDownCapture: ({ button }: React.PointerEvent) => button === 0 && press(),
  onPointerUp: release,
  onPointerCancel: release,
})
