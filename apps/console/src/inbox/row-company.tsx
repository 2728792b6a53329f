import { companyText, useCompany } from '../company/use-company.ts'
import { useWords } from '../i18n/index.ts'
import { Avatar } from '../ui/avatar.tsx'
import { join } from '../ui/join.ts'
import classes from './row-extras.module.css'

const MAX_SHOWN = 2

/** Who else has it open, beside its number; nothing of the row moves for it. */
export function RowCompany({ number }: { number: string }) {
  const { activity } = useWords().teamwork
  const company = useCompany(number)
  if (company.length === 0) return null
  const isTyping = company.some(({ typing }) => typing)
  const text = companyText(company)
  return (
    <span className={join(classes.company, isTyping && classes.typing)} data-tip={text}>
      {company.slice(0, MAX_SHOWN).map(({ id, name }) => (
        <Avatar key={id} name={name} size={16} />
      ))}
      {isTyping && <span aria-hidden="true">{activity.typing}</span>}
      <span className="visually-hidden">{text}</span>
    </span>
  )
}
