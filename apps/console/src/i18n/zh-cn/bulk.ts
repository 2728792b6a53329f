import type { laterEnglish } from '../en/later.ts'
import { numberText } from '../intl.ts'
import type { Translated } from '../language.ts'

export const bulk: Translated<typeof laterEnglish.bulk> = {
  selected: (n) => `已选 ${numberText(n)} 个`,
  selectAll: (n) => `全选 ${numberText(n)} 个`,
  done: '取消选择',
  bar: '对所选会话',
  take: '认领',
  release: '放回队列',
  resolve: '解决',
  progress: (answered, total) => `第 ${numberText(answered)} / ${numberText(total)} 个…`,
  refused: (refused, total) =>
    refused === total
      ? `${numberText(total)} 个会话均未更改。`
      : `${numberText(total)} 个中有 ${numberText(refused)} 个未更改，仍处于选中状态。`,
  why: (who, why) => `${who}：${why}`,
  notHeld: '目前无人负责。',
  more: (n) => `还有 ${numberText(n)} 个`,
}
