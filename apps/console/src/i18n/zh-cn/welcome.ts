import type { laterEnglish } from '../en/later.ts'
import type { Translated } from '../language.ts'

export const welcome: Translated<typeof laterEnglish.welcome> = {
  signIn: '登录',
  signInLead: '阅读并回复您团队的短信。',
  signedOut: '您已被退出登录。请重新登录，或联系管理员。',
  somethingWrong: '出了点问题。',
  name: '姓名',
  nameHint: '同事会在您的回复旁看到，客户看不到。',
  password: '密码',
  passwordHint: '至少 8 个字符，用几个词组成最好。',
  title: '欢迎使用 Switchboard',
  lead: '您是这里的第一位。请设置登录方式：您将成为管理员，接下来可以添加同事。',
  start: '开始',
  used: '此链接已被使用',
  usedLead:
    '它只能使用一次，用于创建第一位管理员。如果那就是您，请直接登录；否则请让团队的管理员添加您。',
  invited: (by) => (by === null ? '您受邀加入' : `${by}邀请您加入`),
  invitedLead: {
    admin: '作为管理员，一起回复客户的短信。请设置登录方式。',
    agent: '一起回复客户的短信。请设置登录方式。',
  },
  join: '加入',
  inviteOver: '此邀请已失效',
  inviteOverLead:
    '它已被使用、已撤销，或已超过 7 天。如果您有账号，请登录；否则请向邀请人索取新链接。',
  goToSignIn: '前往登录',
  problems: {
    noMatch: '姓名或密码不正确，请重试。',
    tooManyTries: (minutes) => `尝试次数过多，请 ${minutes} 分钟后再试。`,
    linkUsed: '此链接已被使用，请直接登录。',
    inviteOver: '此邀请已失效，请索取新链接。',
    unreachable: '暂时无法连接总机，请稍后重试。',
  },
}
