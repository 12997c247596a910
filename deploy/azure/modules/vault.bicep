// The secrets' place. It answers inside the network, and the addresses that you name.
// A service endpoint would not do: Container Apps do not fetch secrets through it (github.com/microsoft/azure-container-apps/issues/1287).

import { Tags } from '../tags.bicep'

@description('Where.')
param location string

@description('The vault\'s name.')
@minLength(3)
@maxLength(24)
param name string

@description('The subnet of its private endpoint.')
param subnet string

@description('The private zone in which its name stands.')
param zone string

@description('Addresses or ranges from which people may read, besides; they need a role too.')
param readers string[]

@description('Tags.')
param tags Tags

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    // So long is the name of a vault that was deleted taken: a site that was taken down cannot be put up again under its name before.
    softDeleteRetentionInDays: 7
    publicNetworkAccess: empty(readers) ? 'Disabled' : 'Enabled'
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'AzureServices'
      ipRules: [for reader in readers: { value: reader }]
    }
  }
}

module endpoint 'private-endpoint.bicep' = {
  name: 'vault-endpoint'
  params: {
    location: location
    name: '${name}-vault'
    service: vault.id
    part: 'vault'
    subnet: subnet
    zone: zone
    tags: tags
  }
}
