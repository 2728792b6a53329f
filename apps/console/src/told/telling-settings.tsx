import { useEffect, useState } from 'react'
import { useOffice } from '../i18n/office.ts'
import { preferences, setPreference } from '../state/preferences.ts'
import { useStore } from '../state/store.ts'
import { Button } from '../ui/button.tsx'
import { tryBadge } from './badge-trial.ts'
import {
  askDesktopPermission,
  desktopPermission,
  followPermission,
  showDesktop,
  type Permission,
} from './desktop.ts'
import { playSound, unheard } from './sound.ts'
import classes from './telling-settings.module.css'

/** How one is told of what comes, each with a way to try it. */
export function TellingSettings() {
  const { telling } = useOffice()
  return (
    <fieldset className={classes.group}>
      <legend className="visually-hidden">{telling.title}</legend>
      <DesktopSetting />
      <SoundSetting />
      <BadgeSetting />
    </fieldset>
  )
}

function DesktopSetting() {
  const { telling } = useOffice()
  const isOn = useStore(preferences, ({ desktop }) => desktop)
  const [permission, setPermission] = usePermission()
  const [problem, setProblem] = useState(false)

  async function ask(): Promise<void> {
    setPermission(await askDesktopPermission())
  }

  /** For all devices; the leave to show them is this browser's alone. */
  function choose(desktop: boolean): void {
    setPreference({ desktop })
    if (desktop && permission === 'default') void ask()
  }

  function test(): void {
    const { testTitle: title, testBody: body } = telling
    setProblem(!showDesktop({ tag: 'switchboard:test', title, body, onClick: () => undefined }))
  }

  return (
    <div className={classes.setting}>
      <label>
        <input type="checkbox" checked={isOn} onChange={(event) => choose(event.target.checked)} />
        {telling.desktop}
      </label>
      {isOn && permission === 'default' ? (
        <Button size="small" onClick={() => void ask()}>
          {telling.allow}
        </Button>
      ) : (
        <Button size="small" disabled={!isOn || permission !== 'granted'} onClick={test}>
          {telling.test}
        </Button>
      )}
      <small role="status">{isOn && permission !== 'granted' && telling.lacks[permission]}</small>
      {problem && <small role="alert">{telling.notShown}</small>}
    </div>
  )
}

/** What this browser allows, also after it was changed beside the address. */
function usePermission(): [Permission, (now: Permission) => void] {
  const [permission, setPermission] = useState(desktopPermission)
  useEffect(() => followPermission(() => setPermission(desktopPermission())), [])
  return [permission, setPermission]
}

function SoundSetting() {
  const { telling } = useOffice()
  const isOn = useStore(preferences, ({ sound }) => sound)
  const wasUnheard = useStore(unheard, (now) => now)
  const [problem, setProblem] = useState(false)

  async function test(): Promise<void> {
    const isPlayed = await playSound()
    setProblem(!isPlayed)
    unheard.set(!isPlayed)
  }

  return (
    <div className={classes.setting}>
      <label>
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => setPreference({ sound: event.target.checked })}
        />
        {telling.sound}
      </label>
      <Button size="small" onClick={() => void test()}>
        {telling.test}
      </Button>
      {problem && <small role="alert">{telling.silent}</small>}
      {wasUnheard && !problem && <small>{telling.unheard}</small>}
    </div>
  )
}

function BadgeSetting() {
  const { telling } = useOffice()
  const isOn = useStore(preferences, ({ badge }) => badge)
  return (
    <div className={classes.setting}>
      <label>
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => setPreference({ badge: event.target.checked })}
        />
        {telling.badge}
      </label>
      <Button size="small" onClick={tryBadge}>
        {telling.test}
      </Button>
    </div>
  )
}
