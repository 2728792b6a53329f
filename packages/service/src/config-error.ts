/** A setting is wrong or missing. The message is one sentence that names the variable and what to set it to. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly code = 'CONFIG'
}
