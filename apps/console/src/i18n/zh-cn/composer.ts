import type { english } from '../en/index.ts'
import type { Translated } from '../language.ts'

export const composer: Translated<typeof english.composer> = {
  write: '撰写',
  reply: '回复',
  note: '备注',
  send: '发送',
  replyToTake: '回复即认领此会话…',
  replyByText: '用短信回复…',
  unsentKept: (draft) => `您未发送的内容已保留：“${draft}”`,
  full: (n) => `已有 ${n} 条回复在等待发送。发出一些之后，这一条才能发送。`,
  drop: '松开即可添加图片',
  lock: {
    notAnswerable: '该发送方没有可回复的号码，只能阅读，不能回复。',
    optedOut: '该客户要求不再接收短信。客户发送 START 即可恢复。',
  },
  notes: {
    label: '内部备注',
    placeholder: '仅同事可见。输入 @ 可提及同事。',
    colleagues: '同事',
    private: '内部备注：客户看不到',
    add: '添加备注',
  },
  meter: {
    over: (n) => `超出 ${n} 个字符；一条短信最多 1,600 个字符。`,
    segments: (n) => `${n} 段`,
    left: (n) => `剩余 ${n} 个`,
    becauseOf: (character) => `由于 ${character}`,
    toTheLimit: (n) => `距上限 ${n} 个`,
    pictureMessage: '彩信',
    pictures: (n, most) => (n === 1 ? '1 张图片' : `${n} 张图片（最多 ${most} 张）`),
    bytes: (size) => `${size}（上限 5 MB）`,
    notUploaded: '有一张未上传成功',
    uploading: '正在上传…',
  },
  refusal: {
    edit: '修改',
    takeOver: '接管',
    sendAnyway: '仍然发送',
    textKept: '您的内容保留在下方。',
    picture: '一张图片',
  },
}
