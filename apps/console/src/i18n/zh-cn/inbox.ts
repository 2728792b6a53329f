import type { english } from '../en/index.ts'
import { numberText } from '../intl.ts'
import type { Translated } from '../language.ts'

export const inbox: Translated<typeof english.inbox> = {
  title: '收件箱',
  show: '显示',
  whose: '归属',
  statuses: { open: '进行中', snoozed: '已搁置', resolved: '已解决' },
  views: { mine: '我的', unassigned: '未分配', all: '全部' },
  count: (n, status) =>
    `${numberText(n)} 个${{ open: '进行中', snoozed: '已搁置', resolved: '已解决' }[status]}`,
  search: '搜索姓名或号码',
  clearSearch: '清除搜索',
  newConversation: '新会话',
  filter: {
    title: '筛选与排序',
    order: '排序',
    sorts: { latest: '最新在前', waiting: '等待最久在前', priority: '最紧急在前' },
    label: '标签',
    agent: '负责人',
    mood: '情绪',
    any: '不限',
    me: (name) => `${name}（您）`,
    sides: { negative: '不满或愤怒', positive: '满意或欣喜' },
    chips: '筛选条件',
    remove: (name) => `移除筛选：${name}`,
    gone: '已不存在的项目',
    clear: '清除筛选',
  },
  list: {
    loading: '正在载入…',
    further: '继续查找',
    full: (n) => `已列出前 ${numberText(n)} 个会话。请搜索或筛选以查找其他会话。`,
  },
  select: (name) => `选择 ${name}`,
  row: {
    line: '我方号码：',
    unread: ' 条未读',
    failed: '发送失败',
    notSent: '未发送',
    uncertain: '不确定',
    optedOut: '已退订',
    untilTheyWrite: '直到客户来信',
    draft: '草稿',
    yours: '由您负责',
    heldBy: (name, presence) => `由${name}负责${presence === null ? '' : `（${presence}）`}`,
  },
  pane: {
    noSuchPage: '没有这个页面。',
    choose: '选择一个会话开始阅读。',
  },
}
