import type { Agent } from '@switchboard/protocol'
import { useAllWords } from '../i18n/later.ts'
import { CredentialsForm } from './credentials-form.tsx'
import { EntryPage } from './entry-page.tsx'
import { signIn } from './entry.ts'

interface SignInPageProps {
  onSignedIn: (agent: Agent) => void
  /** Whoever stands here was signed in until just now, and did not end that here. */
  wasIn?: boolean
}

export function SignInPage({ onSignedIn, wasIn = false }: SignInPageProps) {
  const words = useAllWords().welcome
  return (
    <EntryPage
      title={words.signIn}
      lead={wasIn ? <span role="alert">{words.signedOut}</span> : words.signInLead}
    >
      <CredentialsForm verb={words.signIn} isNew={false} submit={signIn} onSignedIn={onSignedIn} />
    </EntryPage>
  )
}
