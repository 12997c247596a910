// Where logs and traces are kept and read: a Log Analytics workspace, and Application Insights on top of it.

import { Tags } from '../tags.bicep'

@description('Where.')
param location string

@description('The workspace\'s name.')
param logsName string

@description('The name of Application Insights.')
param insightsName string

@description('Days that everything is kept.')
@minValue(30)
@maxValue(730)
param days int

@description('GB a day that are taken in at most; -1 for no limit.')
param gigabytesADay int

@description('Tags.')
param tags Tags

resource logs 'Microsoft.OperationalInsights/workspaces@2026-03-01' = {
  name: logsName
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: days
    workspaceCapping: { dailyQuotaGb: gigabytesADay }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  kind: 'web'
  tags: tags
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: logs.id
    RetentionInDays: days
  }
}

@description('The workspace.')
output logs string = logs.id
