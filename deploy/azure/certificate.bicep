// The certificate for a name of your own, which Azure fetches and renews. The site must know the name before, and DNS must point it there.

import { namesIn } from 'names.bicep'
import { Tags } from 'tags.bicep'

@description('The name, such as www.cookbook.example.')
@minLength(4)
param domain string

@description('How Azure checks the name: CNAME for www.cookbook.example, HTTP for the bare cookbook.example, which has an A record.')
@allowed(['CNAME', 'HTTP', 'TXT'])
param validation string = 'CNAME'

@description('Where.')
param location string = resourceGroup().location

@description('Tags: those of the resource group.')
param tags Tags = resourceGroup().tags

resource environment 'Microsoft.App/managedEnvironments@2026-07-01' existing = {
  name: namesIn(resourceGroup().id).environment
}

resource certificate 'Microsoft.App/managedEnvironments/managedCertificates@2026-07-01' = {
  parent: environment
  name: replace(domain, '.', '-')
  location: location
  tags: tags
  properties: { subjectName: domain, domainControlValidation: validation }
}

@description('The certificate.')
output id string = certificate.id
