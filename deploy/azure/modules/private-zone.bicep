// Names that only this network resolves.

import { Tags } from '../tags.bicep'

@description('The zone, such as privatelink.redis.azure.net.')
param name string

@description('The network that resolves them.')
param network string

@description('Tags.')
param tags Tags

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: name
  location: 'global'
  tags: tags

  resource link 'virtualNetworkLinks' = {
    name: 'cookbook'
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: network }
    }
  }
}

@description('The zone.')
output id string = zone.id
