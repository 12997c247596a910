// The container images. Whoever runs them pulls by its identity; there is no password to pull with.

import { Tags } from '../tags.bicep'

@description('Where.')
param location string

@description('The registry\'s name.')
@minLength(5)
@maxLength(50)
param name string

@description('Basic has 10 GB, Standard 100 GB.')
@allowed(['Basic', 'Standard', 'Premium'])
param sku string

@description('The principals that may pull.')
param pullers string[]

@description('Tags.')
param tags Tags

var acrPull = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: sku }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
  }
}

resource mayPull 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for puller in pullers: {
  name: guid(registry.id, puller, acrPull)
  scope: registry
  properties: {
    principalId: puller
    principalType: 'ServicePrincipal'
    roleDefinitionId: acrPull
  }
}]

@description('The address to push to.')
output server string = registry.properties.loginServer
