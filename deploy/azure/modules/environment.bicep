// The Container Apps environment: the network, the logs and the OpenTelemetry agent that all containers of the site share.

import { Tags } from '../tags.bicep'

@description('Where.')
param location string

@description('The environment\'s name.')
param name string

@description('Its subnet: a /27 at least.')
param subnet string

@description('Over three zones. It cannot be changed later.')
param zoneRedundant bool

@description('The workspace that gets what containers write to the console, and what happens to them.')
param logs string

@description('The name of Application Insights, which gets traces and logs.')
param insightsName string

@description('An OTLP endpoint over gRPC that takes metrics, such as collector.example:4317. Without one they are not collected: Application Insights takes none from the agent.')
param metricsEndpoint string

@description('Tags.')
param tags Tags

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

var metrics = 'metrics'

resource environment 'Microsoft.App/managedEnvironments@2026-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    vnetConfiguration: { infrastructureSubnetId: subnet, internal: false }
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
    zoneRedundant: zoneRedundant
    appLogsConfiguration: { destination: 'azure-monitor' }
    appInsightsConfiguration: { connectionString: insights.properties.ConnectionString }
    openTelemetryConfiguration: {
      tracesConfiguration: { destinations: ['appInsights'] }
      logsConfiguration: { destinations: ['appInsights'] }
      metricsConfiguration: { destinations: empty(metricsEndpoint) ? [] : [metrics] }
      destinationsConfiguration: {
        otlpConfigurations: empty(metricsEndpoint) ? [] : [{ name: metrics, endpoint: metricsEndpoint, insecure: false }]
      }
    }
  }
}

#disable-next-line use-recent-api-versions // The version that Azure names as stable, of 2016, knows no groups of categories.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: environment
  properties: {
    workspaceId: logs
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
  }
}
