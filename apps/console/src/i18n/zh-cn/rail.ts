import type { english } from '../en/index.ts'
import type { Translated } from '../language.ts'

export const rail: Translated<typeof english.rail> = {
  all: '全部会话',
  conversations: '会话',
  phones: '练习手机',
  settings: '设置',
  system: '系统',
  mentions: '提到您的备注',
  mentionCount: (n) => `提到您的备注：${n} 条`,
  on: '，关于 ',
}
