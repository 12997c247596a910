// The site: one image, as many replicas as the load asks for.

import { sizes } from 'sizes.bicep'
import { namesIn, secrets } from 'names.bicep'
import { Tags } from 'tags.bicep'

@description('The image, with its digest.')
@minLength(1)
param image string

@description('The size that the main template was deployed with.')
@allowed(['small', 'production'])
param size string

@description('A name of your own, such as cookbook.example. None: the site has the name that Azure gives it.')
param domain string = ''

@description('The certificate for that name. None: the name is known to the site, and does not answer yet.')
param certificateId string = ''

@description('Requests a second that one network address gets, besides what is in memory; 0 counts nothing. Behind a CDN all come from few addresses.')
@minValue(0)
param requestsPerSecond int = 50

@description('The second part of the cache\'s keys: one more after a restore of the database (docs/operations.md).')
@minValue(1)
param cacheVersion int = 1

@description('The port on which the image listens.')
@minValue(1024)
@maxValue(65535)
param port int = 8080

@description('Where.')
param location string = resourceGroup().location

@description('Tags: those of the resource group.')
param tags Tags = resourceGroup().tags

var names = namesIn(resourceGroup().id)
var figures = sizes[size]
var host = '${names.web}.${environment.properties.defaultDomain}'

// A probe asks the replica by its address, which is none of the names in AllowedHosts.
var probed = [{ name: 'Host', value: host }]

resource environment 'Microsoft.App/managedEnvironments@2026-07-01' existing = {
  name: names.environment
}

resource network 'Microsoft.Network/virtualNetworks@2026-03-01' existing = {
  name: names.network

  resource apps 'subnets' existing = { name: 'apps' }
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: names.webIdentity
}

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: names.registry
}

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' existing = {
  name: names.vault
}

resource web 'Microsoft.App/containerApps@2026-07-01' = {
  name: names.web
  location: location
  tags: tags
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      // The old revision serves until the new one is ready, and for good if it never is.
      activeRevisionsMode: 'Single'
      maxInactiveRevisions: 10
      ingress: {
        external: true
        targetPort: port
        transport: 'auto'
        allowInsecure: false
        traffic: [{ latestRevision: true, weight: 100 }]
        customDomains: empty(domain) ? [] : [
          {
            name: domain
            bindingType: empty(certificateId) ? 'Disabled' : 'SniEnabled'
            ...(empty(certificateId) ? {} : { certificateId: certificateId })
          }
        ]
      }
      registries: [{ server: registry.properties.loginServer, identity: identity.id }]
      // Without a version in the address: a secret that is changed in the vault reaches the replicas within half an hour.
      secrets: [
        { name: secrets.database, keyVaultUrl: '${vault.properties.vaultUri}secrets/${secrets.database}', identity: identity.id }
        { name: secrets.cache, keyVaultUrl: '${vault.properties.vaultUri}secrets/${secrets.cache}', identity: identity.id }
      ]
    }
    template: {
      // In seconds, from SIGTERM on: it drains, the requests under way end (30 seconds at most), and the telemetry is sent.
      terminationGracePeriodSeconds: 60
      containers: [
        {
          name: 'web'
          image: image
          resources: { cpu: json(figures.web.cpu), memory: figures.web.memory }
          env: [
            { name: 'ConnectionStrings__cookbookdb', secretRef: secrets.database }
            { name: 'ConnectionStrings__cache', secretRef: secrets.cache }
            { name: 'ASPNETCORE_HTTP_PORTS', value: string(port) }
            { name: 'AllowedHosts', value: empty(domain) ? host : '${host};${domain}' }
            // Search engines are told one name: yours, once it answers.
            { name: 'Site__Origin', value: 'https://${empty(certificateId) ? host : domain}' }
            // The ingress writes the visitor's address and scheme at the end of the headers that tell them. It is in the environment's subnet,
            // or in what a workload profiles environment keeps for itself, where no other network can be.
            { name: 'Proxies__Known__0', value: network::apps.properties.addressPrefix }
            { name: 'Proxies__Known__1', value: '100.100.0.0/17' }
            { name: 'Proxies__Known__2', value: '100.100.128.0/19' }
            { name: 'Proxies__Known__3', value: '100.100.160.0/19' }
            { name: 'Proxies__Known__4', value: '100.100.192.0/19' }
            { name: 'Limits__RequestsPerSecond', value: string(requestsPerSecond) }
            { name: 'OutputCaching__Version', value: string(cacheVersion) }
            // modules/postgres.bicep counts with it.
            { name: 'OutputCaching__TokenConnections', value: string(figures.web.tokenConnections) }
            // Longer than the ingress takes to see that a replica is not ready.
            { name: 'Draining__Delay', value: '00:00:15' }
            // Passkeys belong to the name that lasts; without one, to the host that was asked.
            { name: 'Passkeys__Domain', value: domain }
            // The agent adds the endpoint. 'web' is the name that the alert rules ask for.
            { name: 'OTEL_SERVICE_NAME', value: 'web' }
            { name: 'OTEL_TRACES_SAMPLER', value: 'parentbased_traceidratio' }
            { name: 'OTEL_TRACES_SAMPLER_ARG', value: figures.traces }
          ]
          probes: [
            // A new replica gets visitors once Postgres answers it: within 50 seconds, or it is started again.
            {
              type: 'Startup'
              httpGet: { path: '/health', port: port, scheme: 'HTTP', httpHeaders: probed }
              periodSeconds: 5
              timeoutSeconds: 4
              failureThreshold: 10
            }
            {
              type: 'Liveness'
              httpGet: { path: '/alive', port: port, scheme: 'HTTP', httpHeaders: probed }
              periodSeconds: 10
              timeoutSeconds: 5
              failureThreshold: 3
            }
            // Off from SIGTERM on. Not /health: without Postgres all replicas would be taken out at once, although each still has pages to serve.
            {
              type: 'Readiness'
              httpGet: { path: '/ready', port: port, scheme: 'HTTP', httpHeaders: probed }
              periodSeconds: 3
              timeoutSeconds: 2
              failureThreshold: 3
            }
          ]
        }
      ]
      scale: {
        minReplicas: figures.web.minReplicas
        maxReplicas: figures.web.maxReplicas
        rules: [
          { name: 'requests', http: { metadata: { concurrentRequests: string(figures.web.concurrentRequests) } } }
        ]
      }
    }
  }
}

@description('The site\'s name in Azure, to which the CNAME of your own name points.')
output host string = host

@description('The text of the TXT record asuid.<your name>, by which Azure knows that it is yours.')
output domainVerification string = web.properties.customDomainVerificationId
