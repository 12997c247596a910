// Azure Managed Redis, for the pages that the replicas share. What lies there can go at any moment, so nothing of it is written to disk.

import { Size } from '../sizes.bicep'
import { Tags } from '../tags.bicep'

@description('Where.')
param location string

@description('The name of the cache.')
@minLength(1)
@maxLength(60)
param name string

@description('The figures of the site\'s size.')
param size Size

@description('The subnet of its private endpoint.')
param subnet string

@description('The private zone in which its name stands.')
param zone string

@description('The vault for the connection string.')
param vaultName string

@description('The name of the connection string.')
param secretName string

@description('The principals that may read the connection string.')
param readers string[]

@description('Tags.')
param tags Tags

resource redis 'Microsoft.Cache/redisEnterprise@2025-07-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: size.redis.sku }
  properties: {
    highAvailability: size.redis.highAvailability ? 'Enabled' : 'Disabled'
    minimumTlsVersion: '1.2'
    publicNetworkAccess: 'Disabled'
  }

  // One address and one key space, as a Redis of one's own has them: SCAN goes over all pages, and the client asks for no map of a cluster.
  resource pages 'databases' = {
    name: 'default'
    properties: {
      clientProtocol: 'Encrypted'
      port: 10000
      clusteringPolicy: 'NoCluster'
      evictionPolicy: 'AllKeysLRU'
      accessKeysAuthentication: 'Enabled'
    }
  }
}

module endpoint 'private-endpoint.bicep' = {
  name: 'redis-endpoint'
  params: {
    location: location
    name: '${name}-redis'
    service: redis.id
    part: 'redisEnterprise'
    subnet: subnet
    zone: zone
    tags: tags
  }
}

module connection 'secret.bicep' = {
  name: 'secret-${secretName}'
  params: {
    vaultName: vaultName
    name: secretName
    value: '${redis.properties.hostName}:${redis::pages.properties.port},password=${redis::pages.listKeys().primaryKey},ssl=true,abortConnect=false'
    readers: readers
    tags: tags
  }
}
