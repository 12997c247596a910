// Who a container is, towards the registry and the vault. It has no password.

import { Tags } from '../tags.bicep'

@description('Where.')
param location string

@description('The identity\'s name.')
param name string

@description('Tags.')
param tags Tags

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('By which roles are given to it.')
output principal string = identity.properties.principalId
