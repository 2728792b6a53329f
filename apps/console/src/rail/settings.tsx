import { LogOut } from 'lucide-react'
import { useRef, useState } from 'react'
import { useConsole, useConsoleState } from '../console-context.ts'
import { languages, useWords, type LanguageChoice } from '../i18n/index.ts'
import { useAction } from '../keys/actions.ts'
import { preferences, setPreference, themes } from '../state/preferences.ts'
import { useStore } from '../state/store.ts'
import { TellingSettings } from '../told/telling-settings.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Button } from '../ui/button.tsx'
import { useDismiss } from '../ui/use-dismiss.ts'
import { EndShift, PresenceSwitch } from './presence.tsx'
import classes from './rail.module.css'

/** Who is signed in, and what they chose for themselves. */
export function Settings() {
  const words = useWords()
  const me = useConsoleState((state) => state.me)
  const presence = useConsoleState((state) => state.presence[state.me.id])
  const [isOpen, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  useDismiss(box, isOpen, () => setOpen(false))
  useAction('settings', () => {
    setOpen(true)
    box.current?.querySelector('button')?.focus()
  })
  return (
    <div className={classes.settings} ref={box}>
      <button
        type="button"
        className={classes.item}
        aria-label={words.settings.button(me.name)}
        aria-describedby="my-presence"
        aria-expanded={isOpen}
        {...(!isOpen && { 'data-tip': me.name })}
        onClick={() => setOpen(!isOpen)}
      >
        <Avatar name={me.name} size={32} isMe presence={presence} />
      </button>
      <span id="my-presence" className="visually-hidden">
        {presence && words.presence[presence]}
      </span>
      {isOpen && <SettingsPanel />}
    </div>
  )
}

function SettingsPanel() {
  const me = useConsoleState((state) => state.me)
  const { settings } = useWords()
  const console = useConsole()
  const [isStuck, setStuck] = useState(false)
  const { theme, keys, language } = useStore(preferences, (kept) => kept)
  return (
    <div className={classes.panel} role="group" aria-label={settings.title}>
      <div className={classes.who}>
        <Avatar name={me.name} size={32} isMe />
        <div>
          <p className={classes.name}>{me.name}</p>
          <p className={classes.role}>{settings.roles[me.role]}</p>
        </div>
      </div>
      <PresenceSwitch />
      <EndShift />
      <fieldset className={classes.group}>
        <legend className={classes.legend}>{settings.theme}</legend>
        <div className={classes.choices}>
          {themes.map((name) => (
            <label key={name} className={classes.choice}>
              <input
                type="radio"
                name="theme"
                checked={theme === name}
                onChange={() => setPreference({ theme: name })}
              />
              {settings.themes[name]}
            </label>
          ))}
        </div>
      </fieldset>
      <label className={classes.group}>
        <span className={classes.legend}>{settings.language}</span>
        <select
          value={language}
          onChange={(event) => setPreference({ language: event.target.value as LanguageChoice })}
        >
          <option value="system">{settings.languageOfBrowser}</option>
          {Object.entries(languages).map(([tag, name]) => (
            <option key={tag} value={tag} lang={tag}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <TellingSettings />
      <label className={classes.switch}>
        <input
          type="checkbox"
          checked={keys}
          onChange={(event) => setPreference({ keys: event.target.checked })}
        />
        {settings.keys}
        <small>{settings.keysHint}</small>
      </label>
      <Button onClick={() => console.signOut().catch(() => setStuck(true))}>
        <LogOut size={16} aria-hidden="true" />
        {settings.signOut}
      </Button>
      {isStuck && (
        <p role="alert" className={classes.role}>
          {settings.stillSignedIn}
        </p>
      )}
    </div>
  )
}
