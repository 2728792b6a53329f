import type { english } from '../en/index.ts'
import type { Translated } from '../language.ts'

export const reasons: Translated<typeof english.reasons> = {
  answeredLast: '上次由其回复该客户',
  leastUnanswered: '未回复的会话最少',
  longestWithoutWork: '最久没有新会话',
  byReplying: '通过回复认领',
  wasSnoozed: '会话曾被搁置',
  wasResolved: '会话曾已解决',
  toQueue: '转回队列',
  endOfShift: '已下班',
  accessEnded: '其访问权限已停用',
  goneWithoutAnswering: '离开时未回复',
  backOnLine: '已重新在线',
  notOnLine: '客户来信时不在线',
  customerWrote: '客户来信',
  untilCustomerWrites: '直到客户来信',
  timeHasCome: '时间已到',
  carrierSaysSo: '运营商告知',
  furious: '客户非常愤怒',
  negativeRun: '连续 3 条负面短信',
  setByHand: '手动设置',
  byApi: '由 API 操作',
}
