/** How much somebody holds over the time they are there. */
export class LoadMeter {
  max = 0
  #load = 0
  #area = 0
  #hereMs = 0
  #since = 0
  #isHere = false

  /** While they are there, time counts. */
  here(isHere: boolean, now: number): void {
    this.#pass(now)
    this.#isHere = isHere
  }

  hold(load: number, now: number): void {
    this.#pass(now)
    this.#load = load
    this.max = Math.max(this.max, load)
  }

  /** Over the time they were there; 0 for who never was. */
  get mean(): number {
    return this.#hereMs === 0 ? 0 : this.#area / this.#hereMs
  }

  #pass(now: number): void {
    if (this.#isHere) {
      this.#hereMs += now - this.#since
      this.#area += this.#load * (now - this.#since)
    }
    this.#since = now
  }
}
