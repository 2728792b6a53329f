import { useMemo } from 'react'
import { useConsoleState } from '../console-context.ts'
import { words } from '../i18n/index.ts'
import { companyOf, type Companion } from '../state/company.ts'

/** Who else views or types in a Conversation. */
export function useCompany(number: string): readonly Companion[] {
  const told = useConsoleState((state) => companyOf(state, number))
  return useMemo(() => JSON.parse(told) as Companion[], [told])
}

/** What they do, in a few words: who types before who only views. */
export function companyText(company: readonly Companion[]): string {
  const { activity } = words().teamwork
  const typing = company.filter((one) => one.typing)
  const [first] = typing.length > 0 ? typing : company
  if (!first) return ''
  const name = first.name || words().common.colleague
  if (typing.length > 0)
    return typing.length === 1 ? activity.types(name) : activity.typeMany(typing.length)
  return company.length === 1 ? activity.views(name) : activity.viewMany(company.length)
}
