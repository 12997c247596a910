// The secrets' place. It answers the site's own subnet, and the addresses that you name.

import { Tags } from '../tags.bicep'

@description('Where.')
param location string

@description('The vault\'s name.')
@minLength(3)
@maxLength(24)
param name string

@description('The subnet from which the site reads.')
param subnet string

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
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'AzureServices'
      virtualNetworkRules: [{ id: subnet }]
      ipRules: [for reader in readers: { value: reader }]
    }
  }
}
