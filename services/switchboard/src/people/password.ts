import { hash, verify } from '@node-rs/argon2'

/** OWASP's second choice of parameters: argon2id with 19 MiB, two passes, one lane. */
const options = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 }

/** How many hashes may be computed at once: each costs 19 MiB and a core for 20 ms. */
const CONCURRENCY = 2

let free = CONCURRENCY
const waiting: (() => void)[] = []

async function limited<T>(work: () => Promise<T>): Promise<T> {
  if (free > 0) free -= 1
  else await new Promise<void>((resolve) => waiting.push(resolve))
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }
}

/** PHC string with its own salt. */
export function hashPassword(password: string): Promise<string> {
  return limited(() => hash(normalise(password), options))
}

/** Of somebody nobody knows, so that an unknown name costs as long as a wrong password. */
const nobody = hashPassword(crypto.randomUUID())

/** Whether the password is the one hashed; false, as slowly, when there is no hash. */
export async function verifyPassword(
  password: string,
  hashed: string | undefined,
): Promise<boolean> {
  const reference = hashed ?? (await nobody)
  const matches = await limited(() => verify(reference, normalise(password)))
  return matches && hashed !== undefined
}

/** The same password typed on another keyboard may come composed differently (RFC 8265). */
function normalise(password: string): string {
  return password.normalize('NFC')
}
