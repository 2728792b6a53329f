import type { Agent } from '@switchboard/protocol'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { useAllWords } from '../i18n/later.ts'
import { CredentialsForm } from './credentials-form.tsx'
import { EntryPage } from './entry-page.tsx'
import { checkWelcome, welcome } from './entry.ts'
import { Unreachable } from './unreachable.tsx'

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
  const words = useAllWords().welcome
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
    <EntryPage title={words.title} lead={words.lead}>
      <CredentialsForm
        verb={words.start}
        isNew
        submit={(name, password) => welcome(token, name, password)}
        onSignedIn={onSignedIn}
      />
    </EntryPage>
  )
}

function UsedLink() {
  const words = useAllWords().welcome
  return (
    <EntryPage title={words.used} lead={words.usedLead}>
      <Link href="/">{words.goToSignIn}</Link>
    </EntryPage>
  )
}
