// What differs between a small site and a big one: everything that has a price, and what must fit to it. A figure that is the same for both
// stands where it is used.

@export()
@description('The figures of one size of the site.')
type Size = {
  web: {
    @description('vCPU of a replica, as Container Apps writes it.')
    cpu: string

    @description('Memory of a replica: twice the vCPU in GiB, which is what the consumption profile allows.')
    memory: string

    @description('Replicas that always run. At least 1: the first visitor after a pause does not wait for a start.')
    @minValue(1)
    minReplicas: int

    @description('Replicas under the highest load.')
    @maxValue(300)
    maxReplicas: int

    @description('Requests under way in one replica, above which another one starts.')
    @minValue(1)
    concurrentRequests: int

    @description('Connections to Postgres that the cache of a replica takes for its tokens, besides the one that listens.')
    @minValue(2)
    @maxValue(100)
    tokenConnections: int
  }

  postgres: {
    @description('Compute of the server.')
    sku: string

    tier: 'Burstable' | 'GeneralPurpose' | 'MemoryOptimized'

    @description('Connections that this compute leaves to users: max_connections less the 15 that Azure keeps.')
    connections: int

    @description('In GiB; it grows by itself.')
    storage: int

    @description('A second server in another zone, which takes over.')
    highAvailability: 'Disabled' | 'SameZone' | 'ZoneRedundant'

    @description('Days back to which the database can be restored.')
    @minValue(7)
    @maxValue(35)
    backupDays: int

    @description('Backups in the paired region too. It cannot be changed later.')
    geoRedundantBackup: bool
  }

  redis: {
    @description('Azure Managed Redis, with its memory in GB at the end; without clusters up to 25 GB.')
    sku: 'Balanced_B0' | 'Balanced_B1' | 'Balanced_B3' | 'Balanced_B5' | 'Balanced_B10' | 'Balanced_B20'

    @description('A second node. Without Redis the site works, only slower.')
    highAvailability: bool
  }

  @description('The environment\'s own machines over three zones. It cannot be changed later.')
  zoneRedundant: bool

  registrySku: 'Basic' | 'Standard' | 'Premium'

  @description('Share of the visits of which a trace is kept, from 0 to 1.')
  traces: string

  logs: {
    @description('Days that logs and traces are kept; 30 are free of charge.')
    @minValue(30)
    @maxValue(730)
    days: int

    @description('GB a day, after which no more are taken in until midnight UTC; -1 for no limit.')
    gigabytesADay: int
  }
}

@export()
@description('The sizes, by name.')
var sizes = {
  small: {
    web: { cpu: '0.5', memory: '1Gi', minReplicas: 1, maxReplicas: 2, concurrentRequests: 50, tokenConnections: 2 }
    postgres: {
      sku: 'Standard_B1ms'
      tier: 'Burstable'
      connections: 35
      storage: 32
      highAvailability: 'Disabled'
      backupDays: 7
      geoRedundantBackup: false
    }
    redis: { sku: 'Balanced_B0', highAvailability: false }
    zoneRedundant: false
    registrySku: 'Basic'
    traces: '0.1'
    logs: { days: 30, gigabytesADay: 1 }
  }
  production: {
    web: { cpu: '2.0', memory: '4Gi', minReplicas: 3, maxReplicas: 12, concurrentRequests: 100, tokenConnections: 10 }
    postgres: {
      sku: 'Standard_D4ds_v5'
      tier: 'GeneralPurpose'
      connections: 1703
      storage: 128
      highAvailability: 'ZoneRedundant'
      backupDays: 35
      geoRedundantBackup: true
    }
    redis: { sku: 'Balanced_B5', highAvailability: true }
    zoneRedundant: true
    registrySku: 'Standard'
    traces: '0.05'
    logs: { days: 90, gigabytesADay: 10 }
  }
}
