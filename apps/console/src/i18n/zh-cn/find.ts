import type { laterEnglish } from '../en/later.ts'
import { numberText } from '../intl.ts'
import type { Translated } from '../language.ts'

export const find: Translated<typeof laterEnglish.find> = {
  open: '在此会话中查找',
  title: '在此会话中查找',
  older: '更早的一条',
  newer: '更新的一条',
  day: '前往',
  looking: '正在查找…',
  nothing: '没有找到',
  nothingSoFar: '暂未找到；按 Enter 继续往前查找',
  place: (at, of) => `第 ${numberText(at)} 条，共 ${numberText(of)} 条`,
  placeSoFar: (at, of) => `第 ${numberText(at)} 条，目前共 ${numberText(of)} 条`,
  tooMany: (at, of) => `第 ${numberText(at)} 条，最新的 ${numberText(of)} 条`,
  noDay: '请填写完整的日期。',
  notYet: '那一天还没有到。',
  otherDay: (day) => `那天没有内容。现显示：${day}`,
}
