import type { laterEnglish } from '../en/later.ts'
import type { Translated } from '../language.ts'

export const setPriority: Translated<typeof laterEnglish.setPriority> = {
  title: '优先级',
  reason: '原因（可选）',
  reasonPlaceholder: '写给接手的同事',
  set: '设置优先级',
}
