#!/usr/bin/env bash
# Takes the pictures of docs/tutorial.md anew: the test that walks through it keeps them. Needs Chromium.
set -euo pipefail
cd "$(dirname "$0")/../.."
mkdir -p docs/images/tutorial
COOKBOOK_TOUR="$PWD/docs/images/tutorial" dotnet test --project Cookbook.Tests --filter-class Cookbook.Tests.Browsing.TakingTheTour
