/** How high the list of a thread was when last measured, in px, for the next one to begin with; 0 before. */
export class ListHeight {
  #px = 0

  get px(): number {
    return this.#px
  }

  learn(px: number): void {
    this.#px = px
  }
}
