import type { english } from '../en/index.ts'
import type { Translated } from '../language.ts'

export const files: Translated<typeof english.files> = {
  kinds: {
    pdf: 'PDF 文档',
    vcard: '名片',
    image: '图片',
    audio: '语音或声音',
    video: '视频',
    file: '文件',
  },
  notUploaded: '图片上传失败。',
  empty: (name) => `${name} 未添加：文件是空的。`,
  moreRefused: (n) => `另有 ${n} 个文件也未添加。`,
  wrongType: (name) => `${name} 未添加：只能发送 JPEG、PNG 和 GIF 图片。`,
  tooMany: (name, most) => `${name} 未添加：一条短信最多带 ${most} 张图片。`,
  tooLarge: (name, size) => `${name} 未添加：一条短信的图片合计最多 5 MB，加上它将有 ${size}。`,
}
