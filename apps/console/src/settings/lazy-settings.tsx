import { Suspense, lazy, useEffect } from 'react'
import { useLocation } from 'wouter'
import { useWords } from '../i18n/index.ts'
import { createStore, useStore } from '../state/store.ts'
// Styles of what is loaded later have to be in the page's one sheet.
import '../composer/canned-dialog.module.css'
import '../system/system-dialog.module.css'
import '../told/telling-settings.module.css'
import classes from './settings.module.css'

const SettingsArea = lazy(() =>
  import('./settings-area.tsx').then(
    (module) => ({ default: module.SettingsArea }),
    () => ({ default: NotLoaded }),
  ),
)

/** The settings, fetched when somebody opens them. They lead back to where one came from. */
export function Settings({ page }: { page: string | undefined }) {
  const { settings } = useWords()
  const from = useStore(place, (path) => path)
  return (
    <Suspense fallback={<p className={classes.loading}>{settings.loading}</p>}>
      <SettingsArea page={page} from={from} />
    </Suspense>
  )
}

function NotLoaded() {
  const { settings } = useWords()
  return (
    <p role="alert" className={classes.loading}>
      {settings.notLoaded}
    </p>
  )
}

/** The newest address outside the settings. */
const place = createStore('/')

export function useRememberPlace(isSettings: boolean): void {
  const [path] = useLocation()
  useEffect(() => {
    if (!isSettings) place.set(path)
  }, [isSettings, path])
}
