import { Avatar } from '../ui/avatar.tsx'
import { join } from '../ui/join.ts'
import classes from './thread-company.module.css'
import { companyText, useCompany } from './use-company.ts'

const MAX_SHOWN = 4

/** Who else is in this thread, beside where one writes; its place is always kept, so that nothing moves. */
export function ThreadCompany({ number }: { number: string }) {
  const company = useCompany(number)
  const isTyping = company.some(({ typing }) => typing)
  return (
    <p role="status" className={join(classes.company, isTyping && classes.typing)}>
      {company.slice(0, MAX_SHOWN).map(({ id, name }) => (
        <span key={id} data-tip={name}>
          <Avatar name={name} size={20} />
        </span>
      ))}
      <span className={classes.text}>{companyText(company)}</span>
    </p>
  )
}
