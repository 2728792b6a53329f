import { runService } from '@switchboard/service'
import { envToConfig, readEnv, Simulator } from './index.ts'

await runService('simulator', () => Simulator.create(envToConfig(readEnv(process.env))))
