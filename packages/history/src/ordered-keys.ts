/** Keys in one chunk; a chunk that reaches twice as many is split. */
const CHUNK = 256

/** Index of the first key that is not less than this one. */
function lowerBound(keys: readonly string[], key: string): number {
  let low = 0
  let high = keys.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (keys[middle]! < key) low = middle + 1
    else high = middle
  }
  return low
}

/** A set of keys in their order, in chunks so that adding one moves few others. */
export class OrderedKeys {
  #chunks: string[][] = []
  /** The first key of each chunk. */
  #heads: string[] = []

  /** Adds a key that is not there yet. */
  add(key: string): void {
    const at = this.#chunkOf(key)
    const chunk = this.#chunks[at]
    if (!chunk) this.#replace(0, 0, [[key]])
    else {
      chunk.splice(lowerBound(chunk, key), 0, key)
      const halves =
        chunk.length < 2 * CHUNK ? [chunk] : [chunk.slice(0, CHUNK), chunk.slice(CHUNK)]
      this.#replace(at, 1, halves)
    }
  }

  /** Removes a key that is there. */
  delete(key: string): void {
    const at = this.#chunkOf(key)
    const chunk = this.#chunks[at]
    chunk?.splice(lowerBound(chunk, key), 1)
    if (chunk) this.#replace(at, 1, chunk.length > 0 ? [chunk] : [])
  }

  /** Keys that are not less than this one, ascending. */
  *ascending(start: string): Generator<string> {
    for (let at = this.#chunkOf(start); at < this.#chunks.length; at += 1) {
      const chunk = this.#chunks[at]!
      for (let index = lowerBound(chunk, start); index < chunk.length; index += 1) {
        yield chunk[index]!
      }
    }
  }

  /** Keys less than this one, or all of them, descending. */
  *descending(end?: string): Generator<string> {
    const last = this.#chunks.length - 1
    for (let at = end === undefined ? last : this.#chunkOf(end); at >= 0; at -= 1) {
      const chunk = this.#chunks[at] ?? []
      const from = end === undefined ? chunk.length : lowerBound(chunk, end)
      for (let index = from - 1; index >= 0; index -= 1) yield chunk[index]!
    }
  }

  /** The chunk this key is in, or would be put in. */
  #chunkOf(key: string): number {
    const after = lowerBound(this.#heads, key)
    return this.#heads[after] === key ? after : Math.max(0, after - 1)
  }

  #replace(at: number, count: number, chunks: string[][]): void {
    if (count === 1 && chunks.length === 1) {
      this.#heads[at] = chunks[0]![0]!
      return
    }
    this.#chunks.splice(at, count, ...chunks)
    this.#heads.splice(at, count, ...chunks.map((chunk) => chunk[0]!))
  }
}
