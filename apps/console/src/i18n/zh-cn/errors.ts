import type { ErrorCode } from '@switchboard/protocol'
import type { english } from '../en/index.ts'
import type { Translated } from '../language.ts'

/** The switchboard's refusals by their stable code; what it said in English serves for any other. */
const refusals: Readonly<Partial<Record<string, string>>> = {
  BAD_REQUEST: '请检查填写的内容。',
  UNAUTHENTICATED: '您的登录已失效，请重新登录。',
  BAD_CREDENTIALS: '姓名或密码不正确。',
  FORBIDDEN: '您没有权限进行此操作。',
  NOT_FOUND: '这一项已不存在。',
  UNKNOWN_AGENT: '没有这位同事，或其账号已停用。',
  UNKNOWN_TEAM: '没有这个团队。',
  NOT_HOLDER: '该会话由同事负责。',
  STALE_ASSIGNMENT: '该会话的归属刚刚发生了变化。',
  SAME_HOLDER: '该会话已经由对方负责。',
  AGENT_FULL: '对方手中的会话已满。',
  TEAM_DISABLED: '该团队暂不接收会话。',
  REPLY_STALE: '有您尚未看到的新消息。',
  OPTED_OUT: '该客户已退订。',
  NOT_ANSWERABLE: '该发送方无法用短信回复。',
  NAME_TAKEN: '这个名称已被使用。',
  WELCOME_USED: '此链接已被使用。',
  INVITE_OVER: '此邀请已失效。',
  LAST_ADMIN: '至少要有一位管理员。',
  TOO_LARGE: '内容太大。',
  UNSUPPORTED_TYPE: '不支持这种类型的文件。',
  TOO_MANY_REQUESTS: '操作太频繁，请稍后再试。',
  INTERNAL: '出了点问题，请重试。',
  UNAVAILABLE: '暂时无法连接，请稍后重试。',
} satisfies Partial<Record<ErrorCode, string>>

export const errors: Translated<typeof english.errors> = {
  said: (code, message) => refusals[code] ?? message,
  heldBy: (name) => `由${name}负责。`,
  heldByColleague: '由同事负责。',
  stale: '尚未发送：您还没有看到以下内容。',
  optedOut: '未发送：该客户要求不再接收短信。您的内容保留在下方。',
  notAnswerable: '未发送：该发送方无法用短信回复。',
  tooLong: '未发送：短信太长。内容保留在下方。',
  sendAgain: '未发送：请再发送一次。您的内容保留在下方。',
  notSent: (why) => `未发送：${why}您的内容保留在下方。`,
  hasIt: (name) => `现在由${name}负责。`,
  isYours: '它刚刚发生了变化，目前由您负责。',
  wentBack: '它刚刚回到了队列。',
  notDone: '现在无法完成，请重试。',
  noteNotAdded: (why) => `备注未添加：${why ?? '请稍后再试。'}备注保留在下方。`,
  notReadNow: '现在无法读取。',
  notRead: '无法读取。',
  full: (n) => `已有 ${n} 条回复在等待发送。发出一些之后，这一条才能发送。`,
}
