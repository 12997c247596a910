// What the resources are called: the templates of the release find by these names what the main template has made.

@export()
@description('The names of everything in one resource group, of which those that the world shares end with a mark of that group.')
type Names = {
  network: string
  logs: string
  insights: string
  environment: string
  registry: string
  vault: string
  postgres: string
  redis: string
  webIdentity: string
  migrationsIdentity: string
  web: string
  migrations: string
}

@export()
@description('The names for the resource group with this id.')
func namesIn(group string) Names => {
  network: 'cookbook-network'
  logs: 'cookbook-logs'
  insights: 'cookbook-insights'
  environment: 'cookbook-environment'
  registry: 'cookbook${uniqueString(group)}'
  vault: 'cookbook-${uniqueString(group)}'
  postgres: 'cookbook-${uniqueString(group)}'
  redis: 'cookbook-${uniqueString(group)}'
  webIdentity: 'cookbook-web'
  migrationsIdentity: 'cookbook-migrations'
  web: 'web'
  migrations: 'migrations'
}

@export()
@description('The names of the secrets in the vault, which are those of the connection strings that the services read.')
var secrets = {
  database: 'cookbookdb'
  cache: 'cache'
  administrator: 'admin-password'
}
