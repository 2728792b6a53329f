import { constants, deflateRawSync } from 'node:zlib'

/** Below this compressing saves less than it costs. */
const MIN_BYTES_TO_COMPRESS = 1024

/**
 * For frames of many rows that are much alike: level 1 leaves a tenth of them in a tenth of a millisecond, level 6 hardly
 * less in three times that. What comes from the thread pool would come late, and out of order.
 */
const deflateOptions = { level: 1, finishFlush: constants.Z_SYNC_FLUSH, chunkSize: 32 * 1024 }
/** What a sync flush ends with, and a compressed message leaves out (RFC 7692, 7.2.1). */
const TAIL_LENGTH = 4

const FIN = 0x80
const RSV1 = 0x40
const TEXT = 0x1

/**
 * A frame as it goes over the wire: the same bytes for every browser, so that both forms are made once, when the first one
 * needs them. A compressed one stands for itself and is the same for all who negotiated that no context is taken over.
 */
export class EncodedFrame {
  readonly #text: Buffer
  #plain: Buffer | undefined
  #compressed: Buffer | undefined

  constructor(text: Buffer) {
    this.#text = text
  }

  /** Of its text, whatever goes over the wire. */
  get length(): number {
    return this.#text.length
  }

  get plain(): Buffer {
    this.#plain ??= frameOf(this.#text, FIN | TEXT)
    return this.#plain
  }

  /** The shorter form for whoever understands it, which is the plain one where little is to be saved. */
  get compressed(): Buffer {
    if (this.#text.length < MIN_BYTES_TO_COMPRESS) return this.plain
    this.#compressed ??= frameOf(deflate(this.#text), FIN | RSV1 | TEXT)
    return this.#compressed
  }
}

const deflate = (text: Buffer): Buffer => {
  const deflated = deflateRawSync(text, deflateOptions)
  return deflated.subarray(0, deflated.length - TAIL_LENGTH)
}

/** A whole message in one frame; a server masks nothing (RFC 6455, 5.2). */
function frameOf(payload: Buffer, firstByte: number): Buffer {
  return Buffer.concat([headOf(payload.length, firstByte), payload])
}

function headOf(length: number, firstByte: number): Buffer {
  if (length < 126) return Buffer.from([firstByte, length])
  const head = Buffer.alloc(length < 0x1_00_00 ? 4 : 10)
  head[0] = firstByte
  head[1] = head.length === 4 ? 126 : 127
  if (head.length === 4) head.writeUInt16BE(length, 2)
  else head.writeUIntBE(length, 4, 6)
  return head
}
