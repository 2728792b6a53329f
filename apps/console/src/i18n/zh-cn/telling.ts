import type { telling as english } from '../en/telling.ts'
import type { Translated } from '../language.ts'

export const telling: Translated<typeof english> = {
  title: '通知',
  desktop: '桌面通知',
  sound: '提示音',
  badge: '在标签页显示未读数',
  test: '试一试',
  testTitle: '通知就是这样显示的',
  testBody: '收到您的短信、有会话分给您，或备注中提到您时，都会通知您。',
  allow: '在此允许',
  lacks: {
    denied: '浏览器已阻止此页面的通知。请在浏览器的网站设置中允许。',
    default: '此浏览器尚未允许显示通知，在允许之前这里不会显示。',
    unsupported: '此浏览器不支持通知。',
    insecure: '只有通过 https 打开的页面，浏览器才会显示通知。',
  },
  notShown: '浏览器没有显示通知。',
  silent: '浏览器没有播放声音：请先在页面中点击一下，再试一次。',
  unheard:
    '上一次提示音没有播放：在页面中点击或输入之前，浏览器不会让页面发声。请试一试现在能否播放。',
}
