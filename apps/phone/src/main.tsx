import '@fontsource-variable/inter/wght.css'
import './styles/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { DeskSocket } from './desk/desk-socket.ts'

const socket = new DeskSocket(new URL('/phone/socket', location.href.replace(/^http/, 'ws')).href)
socket.open()

const root = document.getElementById('root')
if (!root) throw new Error('the page has no root')
createRoot(root).render(
  <StrictMode>
    <App desk={socket} />
  </StrictMode>,
)
