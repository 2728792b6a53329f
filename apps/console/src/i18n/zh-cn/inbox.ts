import type { english } from '../en/index.ts'
import type { Translated } from '../language.ts'

export const inbox: Translated<typeof english.inbox> = {
  empty: {
    resolved: '这里没有已解决的会话。',
    resolvedHint: '您解决的会话会留在这里，直到客户再次来信。',
    mine: '您目前没有会话。',
    waiting: (n) => `有 ${n} 个会话等待认领。`,
    showUnassigned: '查看未分配',
    mineHint: '新短信会自动分给在线的同事。',
    nobodyWaits: '没有人在等待。',
    nobodyWaitsHint: '每个进行中的会话都有人负责。',
    firstDay: '还没有短信。',
    firstDayHint: (line) =>
      `用手机${line === null ? '给您的号码' : `给 ${line} `}发一条短信，一秒之内就会出现在这里。`,
    openPhones: '打开练习手机',
  },
}
