import type { Agent } from '@switchboard/protocol'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { checkWelcome, welcome } from '../state/session.ts'
import { Button } from '../ui/button.tsx'
import { CredentialsForm } from './credentials-form.tsx'
import { EntryPage } from './entry-page.tsx'

type Check = 'asking' | 'valid' | 'used' | 'unreachable'

interface WelcomePageProps {
  token: string
  onSignedIn: (agent: Agent) => void
}

/** Makes the first admin, by the one-time link the start printed. */
export function WelcomePage(props: WelcomePageProps) {
  const [tries, setTries] = useState(0)
  return <CheckedWelcome key={tries} {...props} retry={() => setTries(tries + 1)} />
}

function CheckedWelcome({ token, onSignedIn, retry }: WelcomePageProps & { retry: () => void }) {
  const [check, setCheck] = useState<Check>('asking')

  useEffect(() => {
    let isCurrent = true
    const settle = (found: Check) => isCurrent && setCheck(found)
    checkWelcome(token).then(
      (valid) => settle(valid ? 'valid' : 'used'),
      () => settle('unreachable'),
    )
    return () => {
      isCurrent = false
    }
  }, [token])

  if (check === 'asking') return null
  if (check === 'used') return <UsedLink />
  if (check === 'unreachable') return <Unreachable retry={retry} />
  return (
    <EntryPage
      title="Welcome to Switchboard"
      lead="You are the first one here. Choose how you sign in; you will be the admin and can add your colleagues next."
    >
      <CredentialsForm
        verb="Start"
        isNew
        submit={(name, password) => welcome(token, name, password)}
        onSignedIn={onSignedIn}
      />
    </EntryPage>
  )
}

function UsedLink() {
  return (
    <EntryPage
      title="This link has been used"
      lead="It works once, for the first admin. If that was you, just sign in; otherwise ask an admin of your team to add you."
    >
      <Link href="/">Go to sign in</Link>
    </EntryPage>
  )
}

export function Unreachable({ retry }: { retry: () => void }) {
  return (
    <EntryPage
      title="The switchboard cannot be reached"
      lead="It may be starting, or the connection is down. Nothing is lost: texts are kept and shown as soon as it is back."
    >
      <Button size="wide" onClick={retry}>
        Try again
      </Button>
    </EntryPage>
  )
}
