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
  row: {
    unread: ' 条未读',
    failed: '发送失败',
    notSent: '未发送',
    optedOut: '已退订',
    untilTheyWrite: '直到客户来信',
    draft: '草稿',
    yours: '由您负责',
    heldBy: (name, presence) => `由${name}负责${presence === null ? '' : `（${presence}）`}`,
  },
  empty: {
    snoozed: '这里没有已搁置的会话。',
    snoozedHint: '您搁置的会话会留在这里，直到设定的时间，或客户再次来信。',
    resolved: '这里没有已解决的会话。',
    resolvedHint: '您解决的会话会留在这里，直到客户再次来信。',
    mine: '您目前没有会话。',
    waiting: (n) => `有 ${numberText(n)} 个会话等待认领。`,
    showUnassigned: '查看未分配',
    mineHint: '新短信会自动分给在线的同事。',
    nobodyWaits: '没有人在等待。',
    nobodyWaitsHint: '每个进行中的会话都有人负责。',
    firstDay: '还没有短信。',
    firstDayHint: (line) =>
      `用手机${line === null ? '给您的号码' : `给 ${line} `}发一条短信，一秒之内就会出现在这里。`,
    openPhones: '打开练习手机',
  },
  pane: {
    choose: '选择一个会话开始阅读。',
    title: (line) => (line === null ? '用手机给您的号码发短信' : `用手机给 ${line} 发短信`),
    lead: '短信一到就会显示在这里，并标出客户的情绪。您在下方回复，对方手机就会收到。',
    noPhone: '手边没有手机？',
    openPhones: '打开练习手机',
    nothingLeaves: '：一切都留在这台电脑上。',
  },
}
