import { useEffect, useState, type ComponentType } from 'react'
import { useWords } from '../i18n/index.ts'
import { LaterDialog } from '../later/later.tsx'
import { useAction } from './actions.ts'
import { handleKey } from './key-handler.ts'
// Styles of what is loaded later have to be in the page's one sheet.
import '../palette/palette.module.css'
import classes from './keys.module.css'

type Layer = 'palette' | 'help'
type LayerComponent = ComponentType<{ onClose: () => void }>

/** Not needed for the first page, so they come after it. */
const loaders: Record<Layer, () => Promise<LayerComponent>> = {
  palette: () => import('../palette/palette.tsx').then((module) => module.Palette),
  help: () => import('./help-sheet.tsx').then((module) => module.HelpSheet),
}

/** Listens to the keys of the whole desk, and opens the palette and the help on them. */
export function KeyLayer() {
  const [open, setOpen] = useState<Layer | null>(null)
  /** One may lead to the other: only what is still open closes. */
  const close = (layer: Layer): void => setOpen((now) => (now === layer ? null : now))
  useAction('palette', () => setOpen('palette'))
  useAction('help', () => setOpen('help'))
  useEffect(() => {
    document.addEventListener('keydown', handleKey)
    return () => document.removeEventListener('keydown', handleKey)
  }, [])
  return open === null ? null : <LoadedLayer key={open} layer={open} onClose={() => close(open)} />
}

function LoadedLayer({ layer, onClose }: { layer: Layer; onClose: () => void }) {
  const { keys } = useWords()
  const [loaded, setLoaded] = useState<{ Component: LayerComponent } | 'failed' | null>(null)
  useEffect(() => {
    let isOver = false
    loaders[layer]().then(
      (Component) => isOver || setLoaded({ Component }),
      () => isOver || setLoaded('failed'),
    )
    return () => {
      isOver = true
    }
  }, [layer])
  if (loaded === null) return null
  if (loaded !== 'failed') return <loaded.Component onClose={onClose} />
  return (
    <LaterDialog title={keys.title} onClose={onClose}>
      <p role="alert" className={classes.hint}>
        {keys.notLoaded}
      </p>
    </LaterDialog>
  )
}
