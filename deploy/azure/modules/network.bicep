// One virtual network, in which the site, its database and its cache speak to each other, and nothing else lives.

import { Tags } from '../tags.bicep'

@description('Where.')
param location string

@description('The network\'s name.')
param name string

@description('The network\'s addresses: a /16. Choose another one if it is to be peered with a network that has this one.')
param addresses string

@description('Tags.')
param tags Tags

resource network 'Microsoft.Network/virtualNetworks@2026-03-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [addresses]
    }
    subnets: [
      {
        name: 'apps'
        properties: {
          // A replica takes an address of its own, and a deployment twice as many for a while.
          addressPrefix: cidrSubnet(addresses, 23, 0)
          delegations: [{ name: 'apps', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'postgres'
        properties: {
          addressPrefix: cidrSubnet(addresses, 27, 16)
          delegations: [{ name: 'postgres', properties: { serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers' } }]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: cidrSubnet(addresses, 27, 17)
        }
      }
    ]
  }

  resource apps 'subnets' existing = { name: 'apps' }
  resource postgres 'subnets' existing = { name: 'postgres' }
  resource endpoints 'subnets' existing = { name: 'endpoints' }
}

@description('The network.')
output id string = network.id

@description('The subnet of the Container Apps environment.')
output apps string = network::apps.id

@description('The subnet of the PostgreSQL server.')
output postgres string = network::postgres.id

@description('The subnet of private endpoints.')
output endpoints string = network::endpoints.id
