// What lasts of the site in Azure: network, secrets, registry, database, cache, environment. What a release changes, the migrations and the
// site itself, is in migrations.bicep and site.bicep, which release.sh deploys one after the other.

targetScope = 'subscription'

import { sizes } from 'sizes.bicep'
import { namesIn, secrets } from 'names.bicep'
import { Tags } from 'tags.bicep'

@description('What this instance of the site is called, such as cookbook-live. Its resource group gets this name.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('The region, such as westeurope.')
@minLength(1)
@metadata({ azd: { type: 'location' } })
param location string

@description('How big everything is: sizes.bicep says what that means, README.md what it costs.')
@allowed(['small', 'production'])
param size string = 'small'

@description('PostgreSQL\'s major version.')
@allowed(['17', '18'])
param postgresVersion string = '17'

@description('The name of the database server. None: the one that is made at first. After a restore, the new server\'s (README.md).')
@maxLength(63)
param postgresServer string = ''

@description('The database user\'s password. azd makes it up once, and keeps it.')
@secure()
@minLength(16)
@maxLength(128)
@metadata({ azd: { type: 'generate', config: { length: 32, noSpecial: true, minLower: 1, minUpper: 1, minNumeric: 1 } } })
param postgresPassword string

@description('The password of the site\'s first administrator, used once, when there is none. azd makes it up once, and keeps it.')
@secure()
@minLength(12)
@maxLength(100)
@metadata({ azd: { type: 'generate', config: { length: 24, noSpecial: true, minLower: 1, minUpper: 1, minNumeric: 1 } } })
param administratorPassword string

@description('IP addresses or ranges, with commas between, from which people with a role may read the vault. None: only the site reads it.')
param vaultReaders string = ''

@description('An OTLP endpoint over gRPC for the metrics, such as collector.example:4317. None: they are not collected.')
param metricsEndpoint string = ''

@description('The addresses of the virtual network: a /16.')
param networkAddresses string = '10.44.0.0/16'

@description('Tags for every resource, besides those that the templates set.')
param tags Tags = {}

var figures = sizes[size]
var names = namesIn(group.id)
var allTags = union(tags, { 'azd-env-name': environmentName, application: 'cookbook', size: size })

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: environmentName
  location: location
  tags: allTags
}

module network 'modules/network.bicep' = {
  scope: group
  name: 'network'
  params: { location: location, name: names.network, addresses: networkAddresses, tags: allTags }
}

module databaseNames 'modules/private-zone.bicep' = {
  scope: group
  name: 'database-names'
  params: { name: 'cookbook.private.postgres.database.azure.com', network: network.outputs.id, tags: allTags }
}

module cacheNames 'modules/private-zone.bicep' = {
  scope: group
  name: 'cache-names'
  params: { name: 'privatelink.redis.azure.net', network: network.outputs.id, tags: allTags }
}

module vaultNames 'modules/private-zone.bicep' = {
  scope: group
  name: 'vault-names'
  params: { name: 'privatelink.vaultcore.azure.net', network: network.outputs.id, tags: allTags }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  name: 'monitoring'
  params: {
    location: location
    logsName: names.logs
    insightsName: names.insights
    days: figures.logs.days
    gigabytesADay: figures.logs.gigabytesADay
    tags: allTags
  }
}

module webIdentity 'modules/identity.bicep' = {
  scope: group
  name: 'web-identity'
  params: { location: location, name: names.webIdentity, tags: allTags }
}

module migrationsIdentity 'modules/identity.bicep' = {
  scope: group
  name: 'migrations-identity'
  params: { location: location, name: names.migrationsIdentity, tags: allTags }
}

module registry 'modules/registry.bicep' = {
  scope: group
  name: 'registry'
  params: {
    location: location
    name: names.registry
    sku: figures.registrySku
    pullers: [webIdentity.outputs.principal, migrationsIdentity.outputs.principal]
    tags: allTags
  }
}

module vault 'modules/vault.bicep' = {
  scope: group
  name: 'vault'
  params: {
    location: location
    name: names.vault
    subnet: network.outputs.endpoints
    zone: vaultNames.outputs.id
    readers: empty(vaultReaders) ? [] : split(vaultReaders, ',')
    tags: allTags
  }
}

module administrator 'modules/secret.bicep' = {
  scope: group
  name: 'secret-${secrets.administrator}'
  params: {
    vaultName: names.vault
    name: secrets.administrator
    value: administratorPassword
    readers: [migrationsIdentity.outputs.principal]
    tags: allTags
  }
  dependsOn: [vault]
}

module postgres 'modules/postgres.bicep' = {
  scope: group
  name: 'postgres'
  params: {
    location: location
    name: empty(postgresServer) ? names.postgres : postgresServer
    size: figures
    version: postgresVersion
    subnet: network.outputs.postgres
    zone: databaseNames.outputs.id
    user: 'cookbook'
    password: postgresPassword
    vaultName: names.vault
    database: secrets.database
    readers: [webIdentity.outputs.principal, migrationsIdentity.outputs.principal]
    logs: monitoring.outputs.logs
    tags: allTags
  }
  dependsOn: [vault]
}

module redis 'modules/redis.bicep' = {
  scope: group
  name: 'redis'
  params: {
    location: location
    name: names.redis
    size: figures
    subnet: network.outputs.endpoints
    zone: cacheNames.outputs.id
    vaultName: names.vault
    secretName: secrets.cache
    readers: [webIdentity.outputs.principal]
    tags: allTags
  }
  dependsOn: [vault]
}

module environment 'modules/environment.bicep' = {
  scope: group
  name: 'environment'
  params: {
    location: location
    name: names.environment
    subnet: network.outputs.apps
    zoneRedundant: figures.zoneRedundant
    logs: monitoring.outputs.logs
    insightsName: names.insights
    metricsEndpoint: metricsEndpoint
    tags: allTags
  }
}

@description('Where everything is.')
output AZURE_RESOURCE_GROUP string = group.name

@description('The registry, by the name that az knows.')
output AZURE_CONTAINER_REGISTRY_NAME string = names.registry

@description('The registry, by the address to push to.')
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = registry.outputs.server

@description('The size that release.sh passes on.')
output COOKBOOK_SIZE string = size
