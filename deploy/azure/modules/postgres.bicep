// PostgreSQL: a flexible server inside the network, without an address outside of it. Its connection string lies in the vault.

import { Size } from '../sizes.bicep'
import { Tags } from '../tags.bicep'

@description('Where.')
param location string

@description('The server\'s name.')
@minLength(3)
@maxLength(63)
param name string

@description('The figures of the site\'s size.')
param size Size

@description('The major version.')
@allowed(['17', '18'])
param version string

@description('The subnet that is the server\'s own.')
param subnet string

@description('The private zone in which the server\'s name stands.')
param zone string

@description('The server\'s user, as whom the site signs in.')
param user string

@description('That user\'s password.')
@secure()
@minLength(16)
@maxLength(128)
param password string

@description('The vault for the connection string.')
param vaultName string

@description('The name of the connection string, and of the database.')
param database string

@description('The principals that may read the connection string.')
param readers string[]

@description('The workspace that gets the server\'s log.')
param logs string

@description('Tags.')
param tags Tags

// While a deployment runs, the old replicas and the new ones are there together. Each has this pool for pages, the cache's for tokens, and one
// connection that listens for changes; three are left for the migrations, which take two, and for whoever looks after the database.
var pool = (size.postgres.connections - 3) / (2 * size.web.maxReplicas) - size.web.tokenConnections - 1

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: size.postgres.sku, tier: size.postgres.tier }
  properties: {
    version: version
    administratorLogin: user
    administratorLoginPassword: password
    authConfig: { passwordAuth: 'Enabled', activeDirectoryAuth: 'Disabled' }
    storage: { storageSizeGB: size.postgres.storage, autoGrow: 'Enabled' }
    backup: {
      backupRetentionDays: size.postgres.backupDays
      geoRedundantBackup: size.postgres.geoRedundantBackup ? 'Enabled' : 'Disabled'
    }
    highAvailability: { mode: size.postgres.highAvailability }
    network: {
      delegatedSubnetResourceId: subnet
      privateDnsZoneArmResourceId: zone
      publicNetworkAccess: 'Disabled'
    }
    maintenanceWindow: { customWindow: 'Enabled', dayOfWeek: 2, startHour: 3, startMinute: 0 }
  }
}

// pg_trgm is the index of the admin's search; a server refuses every extension that it does not name here.
var settings = [
  { name: 'azure.extensions', value: 'PG_TRGM' }
  { name: 'require_secure_transport', value: 'on' }
  { name: 'ssl_min_protocol_version', value: 'TLSv1.2' }
]

// One after the other: a server that is being changed refuses the next change.
@batchSize(1)
resource configuration 'Microsoft.DBforPostgreSQL/flexibleServers/configurations@2025-08-01' = [for setting in settings: {
  parent: server
  name: setting.name
  properties: { value: setting.value, source: 'user-override' }
}]

resource cookbook 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2025-08-01' = {
  parent: server
  name: database
  properties: { charset: 'UTF8', collation: 'en_US.utf8' }
  dependsOn: [configuration]
}

#disable-next-line use-recent-api-versions // The version that Azure names as stable, of 2016, knows no groups of categories.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: server
  properties: {
    workspaceId: logs
    logs: [{ category: 'PostgreSQLLogs', enabled: true }]
  }
}

// Port 5432 is the server itself: a site that listens for changes must not go through the pooler on 6432.
module connection 'secret.bicep' = {
  name: 'secret-${database}'
  params: {
    vaultName: vaultName
    name: database
    value: join(
      [
        'Host=${server.properties.fullyQualifiedDomainName}'
        'Port=5432'
        'Database=${cookbook.name}'
        'Username=${user}'
        'Password=\'${replace(password, '\'', '\'\'')}\''
        'SSL Mode=VerifyFull'
        'Maximum Pool Size=${pool}'
      ],
      ';'
    )
    readers: readers
    tags: tags
  }
}
