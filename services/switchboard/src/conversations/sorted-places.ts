/** Texts in ascending order; what comes last is added, and found, in no time. */
export class SortedPlaces implements Iterable<string> {
  readonly #places: string[] = []

  get first(): string | undefined {
    return this.#places[0]
  }

  get size(): number {
    return this.#places.length
  }

  [Symbol.iterator](): Iterator<string> {
    return this.#places.values()
  }

  add(place: string): void {
    const index = this.#indexOf(place)
    if (this.#places[index] !== place) this.#places.splice(index, 0, place)
  }

  delete(place: string): void {
    const index = this.#indexOf(place)
    if (this.#places[index] === place) this.#places.splice(index, 1)
  }

  clear(): void {
    this.#places.length = 0
  }

  /** Of the first that is not less. */
  #indexOf(place: string): number {
    const last = this.#places.at(-1)
    let [low, high] = [0, this.#places.length]
    if (last === undefined || last < place) return high
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#places[middle] as string) < place) low = middle + 1
      else high = middle
    }
    return low
  }
}
