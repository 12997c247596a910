// For az, without azd: az deployment sub create --location westeurope --parameters production.bicepparam
// azd has main.parameters.json, with the same parameters from its environment: azd env set COOKBOOK_SIZE production

using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'cookbook-live')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param size = 'production'
param vaultReaders = readEnvironmentVariable('COOKBOOK_VAULT_READERS', '')
param postgresServer = readEnvironmentVariable('COOKBOOK_POSTGRES_SERVER', '')
param metricsEndpoint = readEnvironmentVariable('COOKBOOK_METRICS_ENDPOINT', '')

// There is no default: a password that is made up anew with each deployment would lock the running site out.
param postgresPassword = readEnvironmentVariable('COOKBOOK_POSTGRES_PASSWORD')
param administratorPassword = readEnvironmentVariable('COOKBOOK_ADMIN_PASSWORD')
