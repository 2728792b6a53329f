export interface CarrierText {
  sid: string
  direction: 'inbound' | 'outbound'
  body: string
  pictures: readonly { url: string; contentType: string }[]
  status?: string
  [field: string]: unknown
}

/** The customers' side of the simulator, as the phone page uses it. */
export class Carrier {
  readonly #base: string

  constructor(base: string) {
    this.#base = base
  }

  /** A customer sends a text; resolves with its MessageSid. */
  async text(from: string, body: string, more: Record<string, unknown> = {}): Promise<string> {
    const { sid } = await this.#post<{ sid: string }>('/messages', { from, body, ...more })
    return sid
  }

  /** Everything on this customer's phone, oldest first. */
  async texts(number: string): Promise<CarrierText[]> {
    const { texts } = await this.#get<{ texts: CarrierText[] }>(
      `/messages?number=${encodeURIComponent(number)}`,
    )
    return texts
  }

  /** Switches a fault on; see the simulator's list of kinds. */
  async fault(kind: string, more: Record<string, unknown> = {}): Promise<void> {
    await this.#post('/faults', { kind, ...more })
  }

  async #get<T>(path: string): Promise<T> {
    const response = await fetch(`${this.#base}/phone/api${path}`)
    return read<T>(response)
  }

  async #post<T>(path: string, body: unknown): Promise<T> {
    const response = await fetch(`${this.#base}/phone/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return read<T>(response)
  }
}

async function read<T>(response: Response): Promise<T> {
  if (response.ok) return (await response.json()) as T
  throw new Error(`the simulator answered ${response.status}: ${await response.text()}`)
}
