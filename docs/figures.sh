#!/usr/bin/env bash
# Puts what the benchmarks have written in place of the figures in docs/performance.md: between "<!-- from FILE -->" and "<!-- end -->"
# stands FILE, where there is one. What the text around it says of the figures is to be read again by hand.
set -euo pipefail
cd "$(dirname "$0")/.."

awk '
  /^<!-- end -->$/ { isReplaced = 0 }
  !isReplaced { print }
  /^<!-- from .* -->$/ {
    while ((getline line < $3) > 0) { print line; isReplaced = 1 }
    close($3)
  }
' docs/performance.md > docs/performance.md.new
mv docs/performance.md.new docs/performance.md
git --no-pager diff --stat docs/performance.md
