import type { Agent } from '@switchboard/protocol'
import { useWords } from '../i18n/index.ts'
import { CredentialsForm } from './credentials-form.tsx'
import { EntryPage } from './entry-page.tsx'
import { signIn } from './entry.ts'

export function SignInPage({ onSignedIn }: { onSignedIn: (agent: Agent) => void }) {
  const words = useWords().welcome
  return (
    <EntryPage title={words.signIn} lead={words.signInLead}>
      <CredentialsForm verb={words.signIn} isNew={false} submit={signIn} onSignedIn={onSignedIn} />
    </EntryPage>
  )
}
