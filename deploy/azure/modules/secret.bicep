// One secret, and who may read it: that one, and no other.

import { Tags } from '../tags.bicep'

@description('The vault that keeps it.')
param vaultName string

@description('Its name in the vault.')
param name string

@description('What is kept.')
@secure()
param value string

@description('The principals that may read it.')
param readers string[]

@description('Tags.')
param tags Tags

var keyVaultSecretsUser = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' existing = {
  name: vaultName
}

resource secret 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = {
  parent: vault
  name: name
  tags: tags
  properties: {
    value: value
    contentType: 'text/plain'
  }
}

resource mayRead 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for reader in readers: {
  name: guid(secret.id, reader, keyVaultSecretsUser)
  scope: secret
  properties: {
    principalId: reader
    principalType: 'ServicePrincipal'
    roleDefinitionId: keyVaultSecretsUser
  }
}]
