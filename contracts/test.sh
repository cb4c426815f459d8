#!/usr/bin/env bash
# Builds and tests the contracts: committed ABI and bytecode against the source, unit tests, fuzz, invariants, gas snapshot.
# One argument, optional: where Forge's own report goes, as JSON.
set -uo pipefail
cd "$(dirname "$0")"
report=${1:-/dev/null}
failed=0

if ! cmp -s package-lock.json node_modules/.installed-by; then
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error || exit 1
  cp package-lock.json node_modules/.installed-by
fi

forge() { npx --no-install forge "$@"; }

forge build --offline || exit 1
node artifacts.mjs --check || failed=1
forge test --offline --json > "$report.part" 2>/dev/null || failed=1
[ "$report" = /dev/null ] || cp "$report.part" "$report"
node summary.mjs "$report.part" || failed=1
rm -f "$report.part"
forge snapshot --offline --check --match-contract GasTest || { echo 'Gas moved. If it was meant to: npx forge snapshot --offline --match-contract GasTest'; failed=1; }
exit $failed
