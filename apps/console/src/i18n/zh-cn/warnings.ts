import { formatNumber } from '@switchboard/protocol'
import type { english } from '../en/index.ts'
import type { Translated } from '../language.ts'

const count = (seq: string): string => Number(seq).toLocaleString('zh-CN')

export const warnings: Translated<typeof english.warnings> = {
  ephemeralDisk: () => '此服务器每次重启都会清空磁盘：人员、备注和分配只保留到下次重启。',
  tailLost: (lastSeq, mark) =>
    `磁盘上缺少最新的变更：共 ${count(mark)} 条，现有 ${count(lastSeq)} 条。正在从 Twilio 取回短信。`,
  tailRestored: (lastSeq, mark) =>
    `历史记录由备份恢复：共 ${count(mark)} 条变更，现有 ${count(lastSeq)} 条。正在从 Twilio 取回此后的短信。`,
  tailUnmarked: (lastSeq) =>
    `最新的变更可能缺失：现有 ${count(lastSeq)} 条，原有多少已无法得知。正在从 Twilio 取回短信。`,
  webhookMoved: (line, host) => `发往 ${formatNumber(line)} 的短信此前送往 ${host}，现在送到这里。`,
  webhookElsewhere: (host) => `我们号码的短信送往 ${host}，而不是这里。`,
  uploadUnopened: (why) => `上传的历史记录无法打开（${why}）；仍在使用原来的历史记录。`,
  uploadDamaged: (where, what) =>
    `上传的历史记录不完好（${where}：${what}）。被替换的历史记录保留在服务器的 DATA_DIR/previous 中。`,
  uploadUnchecked: (why) => `上传的历史记录未能检查完（${why}）。`,
}
