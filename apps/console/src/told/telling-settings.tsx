import { useState } from 'react'
import { useWords } from '../i18n/index.ts'
import { preferences, setPreference } from '../state/preferences.ts'
import { useStore } from '../state/store.ts'
import { Button } from '../ui/button.tsx'
import { tryBadge } from './badge-trial.ts'
import { askDesktopPermission, desktopPermission, showDesktop } from './desktop.ts'
import { playSound } from './sound.ts'
import classes from './telling-settings.module.css'

/** How one is told of what comes, each with a way to try it. */
export function TellingSettings() {
  const { told } = useWords()
  return (
    <fieldset className={classes.group}>
      <legend className="visually-hidden">{told.title}</legend>
      <DesktopSetting />
      <SoundSetting />
      <BadgeSetting />
    </fieldset>
  )
}

function DesktopSetting() {
  const { told } = useWords()
  const isOn = useStore(preferences, ({ desktop }) => desktop)
  const [permission, setPermission] = useState(desktopPermission)
  const [problem, setProblem] = useState(false)

  async function choose(desktop: boolean): Promise<void> {
    const now = desktop ? await askDesktopPermission() : permission
    setPermission(now)
    setPreference({ desktop: desktop && now === 'granted' })
  }

  function test(): void {
    const { testTitle: title, testBody: body } = told
    setProblem(!showDesktop({ tag: 'switchboard:test', title, body, onClick: () => undefined }))
  }

  const isPossible = permission === 'granted' || permission === 'default'
  return (
    <div className={classes.setting}>
      <label>
        <input
          type="checkbox"
          checked={isOn && permission === 'granted'}
          disabled={!isPossible}
          onChange={(event) => void choose(event.target.checked)}
        />
        {told.desktop}
      </label>
      <Button size="small" disabled={!isOn || permission !== 'granted'} onClick={test}>
        {told.test}
      </Button>
      {!isPossible && <small>{permission === 'denied' ? told.denied : told.unsupported}</small>}
      {problem && <small role="alert">{told.notShown}</small>}
    </div>
  )
}

function SoundSetting() {
  const { told } = useWords()
  const isOn = useStore(preferences, ({ sound }) => sound)
  const [problem, setProblem] = useState(false)
  return (
    <div className={classes.setting}>
      <label>
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => setPreference({ sound: event.target.checked })}
        />
        {told.sound}
      </label>
      <Button size="small" onClick={() => void playSound().then((played) => setProblem(!played))}>
        {told.test}
      </Button>
      {problem && <small role="alert">{told.silent}</small>}
    </div>
  )
}

function BadgeSetting() {
  const { told } = useWords()
  const isOn = useStore(preferences, ({ badge }) => badge)
  return (
    <div className={classes.setting}>
      <label>
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => setPreference({ badge: event.target.checked })}
        />
        {told.badge}
      </label>
      <Button size="small" onClick={tryBadge}>
        {told.test}
      </Button>
    </div>
  )
}
