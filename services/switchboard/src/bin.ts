import { runService } from '@switchboard/service'
import { envToConfig, readEnv, Switchboard } from './index.ts'

await runService('switchboard', async () => {
  const switchboard = await Switchboard.create(envToConfig(readEnv()))
  // A store that cannot write answers nobody: the launcher starts a new process on what is on disk.
  void switchboard.failed.then((error) => {
    throw error
  })
  return switchboard
})
