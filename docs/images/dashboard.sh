#!/usr/bin/env bash
# Takes the picture of docs/dashboard.md anew: of a test that looks at a trace. Needs Chromium.
set -euo pipefail
cd "$(dirname "$0")/../.."
pictures=$(mktemp -d)
COOKBOOK_SCREENSHOTS="$pictures" dotnet test --project Cookbook.Tests --filter-method '*LookingAtTheDashboard.Nor_does_a_trace_nor_one_with_an_open_span'
mv "$pictures/dashboard-waterfall.1200.light.png" docs/images/dashboard.png
rm -r "$pictures"
