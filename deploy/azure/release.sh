#!/usr/bin/env bash
# Brings a version of the site to Azure: images, then migrations, then the site. Whatever fails ends it there, and the running revision goes on.
#
#   deploy/azure/release.sh                 this commit; azd calls it so after each provisioning
#   deploy/azure/release.sh 3f2a9c41b07d    a version that is in the registry already: nothing is built
set -euo pipefail
cd "$(dirname "$0")/../.."

fail() {
  echo "$*" >&2
  exit 1
}

# azd sets these for its hooks; beside azd they are read from its environment, and without azd they are yours to set.
if [ -z "${AZURE_RESOURCE_GROUP:-}" ] && command -v azd >/dev/null; then
  set -a
  eval "$(azd env get-values)"
  set +a
fi
for setting in AZURE_RESOURCE_GROUP AZURE_CONTAINER_REGISTRY_NAME AZURE_CONTAINER_REGISTRY_ENDPOINT COOKBOOK_SIZE; do
  [ -n "${!setting:-}" ] || fail "$setting is not set: run azd provision, or set it to the output of the deployment of main.bicep."
done
group=$AZURE_RESOURCE_GROUP registry=$AZURE_CONTAINER_REGISTRY_NAME domain=${COOKBOOK_DOMAIN:-}
[ -z "${AZURE_SUBSCRIPTION_ID:-}" ] || az account set --subscription "$AZURE_SUBSCRIPTION_ID"

version=${1:-$(git rev-parse --short=12 HEAD)}
if [ $# = 0 ] && [ -n "$(git status --porcelain)" ]; then
  version=$version-$(date -u +%Y%m%d%H%M%S)
fi

digest() { # of an image's version; nothing if there is none
  az acr repository show --name "$registry" --image "$1:$version" --query digest --output tsv 2>/dev/null || true
}

publish() { # image, project: built by the SDK, which needs no Docker, and pushed with a token that is good for three hours
  if [ -z "$(digest "$1")" ]; then
    [ "$rebuild" = yes ] || fail "The registry has no $1:$version."
    DOTNET_CONTAINER_PUSH_REGISTRY_UNAME=00000000-0000-0000-0000-000000000000 DOTNET_CONTAINER_PUSH_REGISTRY_PWORD=$token \
      dotnet publish "$2" --configuration Release --os linux --arch x64 -t:PublishContainer \
      -p:ContainerRegistry="$AZURE_CONTAINER_REGISTRY_ENDPOINT" -p:ContainerRepository="$1" -p:ContainerImageTag="$version"
    [ -n "$(digest "$1")" ] || fail "The registry has no $1:$version, although it was pushed."
  fi
}

deploy() { # template, output, parameters: deployed, and its output printed
  az deployment group create --resource-group "$group" --name "$(basename "$1" .bicep)-$version" --template-file "$1" \
    --query "properties.outputs.$2.value" --output tsv --parameters "${@:3}"
}

rebuild=no token=
if [ $# = 0 ]; then
  rebuild=yes
  token=$(az acr login --name "$registry" --expose-token --query accessToken --output tsv)
fi
publish web Cookbook.Web
publish migrations Cookbook.MigrationService

echo "Migrating the database to $version."
deploy deploy/azure/migrations.bicep job image="$AZURE_CONTAINER_REGISTRY_ENDPOINT/migrations@$(digest migrations)" \
  ${COOKBOOK_ADMIN_EMAIL:+administratorEmail="$COOKBOOK_ADMIN_EMAIL"} seed="${COOKBOOK_SEED:-none}" >/dev/null
run=$(az containerapp job start --resource-group "$group" --name migrations --query name --output tsv)
while :; do
  status=$(az containerapp job execution show --resource-group "$group" --name migrations --job-execution-name "$run" \
    --query properties.status --output tsv)
  case $status in
    Succeeded) break ;;
    Failed | Stopped | Degraded)
      fail "The migrations have ended as $status, and the site is as it was. What they said:" \
        "az containerapp job logs show -g $group -n migrations --execution $run --container migrations" ;;
  esac
  sleep 5
done

echo "Deploying the site."
site() { # the certificate, if there is one
  deploy deploy/azure/site.bicep host image="$AZURE_CONTAINER_REGISTRY_ENDPOINT/web@$(digest web)" size="$COOKBOOK_SIZE" \
    domain="$domain" certificateId="${1:-}" \
    ${COOKBOOK_CACHE_VERSION:+cacheVersion="$COOKBOOK_CACHE_VERSION"} \
    ${COOKBOOK_REQUESTS_PER_SECOND:+requestsPerSecond="$COOKBOOK_REQUESTS_PER_SECOND"}
}
certificate=
if [ -n "$domain" ]; then
  certificate=$(az containerapp env certificate list --resource-group "$group" --name cookbook-environment --managed-certificates-only \
    --query "[?properties.subjectName=='$domain' && properties.provisioningState=='Succeeded'].id | [0]" --output tsv)
fi
host=$(site "$certificate")
if [ -n "$domain" ] && [ -z "$certificate" ]; then
  echo "Fetching a certificate for $domain, which takes minutes and needs the records in DNS that deploy/azure/README.md tells of."
  certificate=$(deploy deploy/azure/certificate.bicep id domain="$domain" validation="${COOKBOOK_DOMAIN_VALIDATION:-CNAME}")
  site "$certificate" >/dev/null
fi

# The new revision is there when it says that it is ready; until then the old one answers.
for _ in $(seq 60); do
  revision=$(az containerapp show --resource-group "$group" --name web --query \
    "properties.latestRevisionName == properties.latestReadyRevisionName" --output tsv)
  if [ "${revision,,}" = true ] && curl --silent --fail --output /dev/null --max-time 10 "https://$host/health"; then
    echo "https://${domain:-$host} has version $version."
    exit 0
  fi
  sleep 5
done
fail "The new revision is not ready after five minutes, and the old one answers. What it says: az containerapp logs show -g $group -n web --type system"
