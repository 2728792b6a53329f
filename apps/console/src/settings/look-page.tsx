import { useState } from 'react'
import { useConsoleState } from '../console-context.ts'
import { languages, type LanguageChoice } from '../i18n/index.ts'
import { useOffice } from '../i18n/office.ts'
import { OWN_SETTINGS } from '../state/own-settings.ts'
import { chosenAt, preferences, setPreference, themes } from '../state/preferences.ts'
import { useStore } from '../state/store.ts'
import classes from './settings.module.css'

/** Language, theme and keys: each holds at once. */
export function LookPage() {
  const { settings } = useOffice()
  const { theme, keys, language } = useStore(preferences, (kept) => kept)
  return (
    <>
      <label className={classes.setting}>
        <h2>{settings.language}</h2>
        <select
          className={classes.select}
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
      <fieldset className={classes.setting}>
        <legend>{settings.theme}</legend>
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
      <fieldset className={classes.setting}>
        <legend>{settings.keyboard}</legend>
        <label className={classes.switch}>
          <input
            type="checkbox"
            checked={keys}
            onChange={(event) => setPreference({ keys: event.target.checked })}
          />
          {settings.keys}
          <small>{settings.keysHint}</small>
        </label>
      </fieldset>
      <WhereKept />
    </>
  )
}

/** Says so while a choice is not yet with the switchboard, or that it is. */
export function WhereKept() {
  const { forms, settings } = useOffice()
  const here = useStore(preferences, ({ at }) => at)
  const there = useConsoleState(({ shared }) => chosenAt(shared.preferences[OWN_SETTINGS]) ?? 0)
  // Of what was chosen before one came here nothing is said.
  const [before] = useState(here)
  return (
    <p role="status" className={classes.state}>
      {here === before ? '' : here > there ? settings.onlyHere : forms.saved}
    </p>
  )
}
