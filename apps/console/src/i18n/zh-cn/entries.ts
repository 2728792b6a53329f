import type { english } from '../en/index.ts'
import type { Translated } from '../language.ts'

export const entries: Translated<typeof english.entries> = {
  toYou: '您',
  toColleague: '同事',
  why: (reason) => ` · ${reason}`,
  assigned: (who, whom, why) =>
    `${who === null ? '会话' : `${who}将会话`}分配给${whom ?? '同事'}${why}`,
  taken: (who, from, why) =>
    `${who ?? '同事'}${from === null ? '认领' : `从${from}处接管`}了会话${why}`,
  released: (who, why) => `${who === null ? '会话回到队列' : `${who}将会话放回队列`}${why}`,
  transferred: (who, whom, why) => `${who ?? '同事'}将会话转交给${whom}${why}`,
  transferredOn: (who, reason) =>
    `${who ?? '同事'}转交了会话${reason === null ? '' : ` · ${reason}`}`,
  transferredToQueue: (who) => `${who ?? '同事'}将会话转回队列`,
  resolved: (who, why) => `${who === null ? '会话已解决' : `${who}解决了会话`}${why}`,
  reopened: (who, why) => `${who === null ? '会话重新打开' : `${who}重新打开了会话`}${why}`,
  snoozed: (who, until) => `${who === null ? '会话已搁置' : `${who}搁置了会话`}，${until}`,
  until: (when) => `直到 ${when}`,
  prioritised: (who, why) => `${who === null ? '优先级已更改' : `${who}更改了优先级`}${why}`,
  optedOut: (who, why) =>
    who === null ? `客户已退订${why}：不再发送短信` : `${who}记录了退订${why}`,
  optedIn: (who, why) => `${who === null ? '客户已恢复订阅' : `${who}恢复了客户的订阅`}${why}`,
  blocked: (who) => `${who ?? '同事'}屏蔽了客户`,
  unblocked: (who) => `${who ?? '同事'}解除了对客户的屏蔽`,
  noted: (who, body) => `${who}备注：${body}`,
  said: (who, body) => `${who}：${body}`,
  pictures: (n) => `${n} 张图片`,
  files: (n) => `${n} 个文件`,
}
