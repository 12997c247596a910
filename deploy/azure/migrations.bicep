// The job that brings the database up to date. Deploying it runs nothing: release.sh starts it, and goes on to the site when it has succeeded.

import { namesIn, secrets } from 'names.bicep'
import { Tags } from 'tags.bicep'

@description('The image, with its digest.')
@minLength(1)
param image string

@description('The address of the site\'s first administrator, who is made when there is none.')
@minLength(3)
param administratorEmail string = 'admin@cookbook.example'

@description('none, or sample for the recipes of the tutorial. It is loaded once.')
@allowed(['none', 'sample'])
param seed string = 'none'

@description('Where.')
param location string = resourceGroup().location

@description('Tags: those of the resource group.')
param tags Tags = resourceGroup().tags

var names = namesIn(resourceGroup().id)

resource environment 'Microsoft.App/managedEnvironments@2026-07-01' existing = {
  name: names.environment
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: names.migrationsIdentity
}

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: names.registry
}

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' existing = {
  name: names.vault
}

resource migrations 'Microsoft.App/jobs@2026-07-01' = {
  name: names.migrations
  location: location
  tags: tags
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      triggerType: 'Manual'
      manualTriggerConfig: { parallelism: 1, replicaCompletionCount: 1 }
      // In seconds. An index of a big table takes its time.
      replicaTimeout: 3600
      // A migration that fails is rolled back, and somebody looks at it; a second try would hide the first one's message.
      replicaRetryLimit: 0
      registries: [{ server: registry.properties.loginServer, identity: identity.id }]
      secrets: [
        { name: secrets.database, keyVaultUrl: '${vault.properties.vaultUri}secrets/${secrets.database}', identity: identity.id }
        { name: secrets.administrator, keyVaultUrl: '${vault.properties.vaultUri}secrets/${secrets.administrator}', identity: identity.id }
      ]
    }
    template: {
      containers: [
        {
          name: 'migrations'
          image: image
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: [
            { name: 'ConnectionStrings__cookbookdb', secretRef: secrets.database }
            { name: 'Admin__Email', value: administratorEmail }
            { name: 'Admin__Password', secretRef: secrets.administrator }
            { name: 'Seed', value: seed }
            { name: 'OTEL_SERVICE_NAME', value: 'migrations' }
          ]
        }
      ]
    }
  }
}

@description('The job, by the name under which it is started.')
output job string = migrations.name
