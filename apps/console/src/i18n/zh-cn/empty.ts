import type { laterEnglish } from '../en/later.ts'
import { numberText } from '../intl.ts'
import type { Translated } from '../language.ts'

export const empty: Translated<typeof laterEnglish.empty> = {
  snoozed: '这里没有已搁置的会话。',
  snoozedHint: '您搁置的会话会留在这里，直到设定的时间，或客户再次来信。',
  resolved: '这里没有已解决的会话。',
  resolvedHint: '您解决的会话会留在这里，直到客户再次来信。',
  mine: '您目前没有会话。',
  waiting: (n) => `有 ${numberText(n)} 个会话等待认领。`,
  showUnassigned: '查看未分配',
  mineHint: '新短信会自动分给在线的同事。',
  mineByHand: '回复或认领等待中的会话，它就由您负责。',
  nobodyWaits: '没有人在等待。',
  nobodyWaitsHint: '每个进行中的会话都有人负责。',
  allDone: '全部处理完毕。',
  allDoneHint: '没有进行中的会话。新短信会自动显示在这里。',
  firstDay: '还没有短信。',
  firstDayHint: (line) =>
    `用手机${line === null ? '给您的号码' : `给 ${line} `}发一条短信，一秒之内就会出现在这里。`,
  firstDayOfPractice: '用练习手机发一条短信，一秒之内就会出现在这里。',
  howTitle: (line) => (line === null ? '用手机给您的号码发短信' : `用手机给 ${line} 发短信`),
  practiceTitle: '用练习手机发短信',
  lead: '短信一到就会显示在这里，并标出客户的情绪。您在下方回复，对方手机就会收到。',
  openPhones: '打开练习手机',
  nothingLeaves: '：一切都留在这台设备上。',
  narrowed: '没有符合的会话。',
  narrowedHint: (view, status) => `“${view} · ${status}”中没有符合条件的会话。`,
  lookInAll: '在全部中查找',
  lookIn: (status) => `在“${status}”中查找`,
  soFar: '目前还没有找到。',
  soFarHint: '还有很多会话需要查找。',
}
