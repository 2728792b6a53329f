import { runService } from '@switchboard/service'
import { envToConfig, Gateway, readEnv } from './index.ts'

await runService('gateway', () => Gateway.create(envToConfig(readEnv())))
