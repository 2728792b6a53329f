import type { english } from '../en/index.ts'
import type { Translated } from '../language.ts'

export const settings: Translated<typeof english.settings> = {
  title: '设置',
  button: (name) => `您是${name}：设置`,
  roles: { admin: '管理员', agent: '客服' },
  theme: '主题',
  themes: { system: '跟随系统', light: '浅色', dark: '深色' },
  language: '语言',
  languageOfBrowser: '跟随浏览器',
  keys: '单键快捷键',
  keysHint: 'J、K 移动 · R 回复 · N 备注 · E 解决',
  signOut: '退出登录',
  stillSignedIn: '无法连接服务器，您仍处于登录状态。请重试。',
}
