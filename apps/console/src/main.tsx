import '@fontsource-variable/inter'
import './styles/tokens.css'
import './styles/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { SafeApp } from './broken/safe-app.tsx'
import { followLanguage, followTheme } from './state/preferences.ts'

followTheme(document.documentElement)
const root = document.querySelector('#root')
if (!root) throw new TypeError('The page has no #root.')
// Drawn once, in the right language: the texts of another one come first.
await followLanguage()
createRoot(root).render(
  <StrictMode>
    <SafeApp>
      <App />
    </SafeApp>
  </StrictMode>,
)
