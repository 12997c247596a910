// A service's address inside the network, under the name that it has outside.

import { Tags } from '../tags.bicep'

@description('Where.')
param location string

@description('The endpoint\'s name.')
param name string

@description('The service.')
param service string

@description('What of the service is meant, as Private Link calls it.')
@allowed(['redisEnterprise', 'vault'])
param part string

@description('The subnet in which the address lies.')
param subnet string

@description('The private zone in which the name stands.')
param zone string

@description('Tags.')
param tags Tags

resource endpoint 'Microsoft.Network/privateEndpoints@2026-03-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnet }
    privateLinkServiceConnections: [{ name: part, properties: { privateLinkServiceId: service, groupIds: [part] } }]
  }

  resource names 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [{ name: part, properties: { privateDnsZoneId: zone } }]
    }
  }
}
