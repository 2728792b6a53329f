import { ArrowDown } from 'lucide-react'
import { useState } from 'react'
import { useAllWords } from '../i18n/later.ts'
import { problemOf } from '../state/problem-of.ts'
import { useLeadOn } from '../ui/use-lead-on.ts'
import { log } from './log.ts'
import classes from './timeline.module.css'

interface BackToEndProps {
  missed: number
  isFar: boolean
  onBack: () => void | Promise<void>
}

/** The way back down, with what came meanwhile; nothing ever jumps by itself. */
export function BackToEnd({ missed, isFar, onBack }: BackToEndProps) {
  const words = useAllWords().timeline
  const [problem, setProblem] = useState<string | null>(null)
  const leadOn = useLeadOn(log)
  if (missed === 0 && !isFar) return null
  const back = async (): Promise<void> => {
    setProblem(null)
    try {
      await onBack()
    } catch (error) {
      setProblem(problemOf(error))
    }
  }
  return (
    <button ref={leadOn} type="button" className={classes.pill} onClick={() => void back()}>
      <ArrowDown size={16} aria-hidden="true" />
      {missed > 0 ? words.newMessages(missed) : words.toNewest}
      {problem !== null && <span role="alert">{problem}</span>}
    </button>
  )
}
