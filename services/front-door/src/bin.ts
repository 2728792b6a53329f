import { createLogger, runService } from '@switchboard/service'
import { FrontDoor, envToConfig, readEnv } from './index.ts'

await runService('front-door', async () =>
  FrontDoor.create(envToConfig(readEnv(process.env)), createLogger('front-door')),
)
