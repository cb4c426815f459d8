#!/usr/bin/env bash
# Builds and tests the contracts: format, compiler warnings, lint; committed ABI, bytecode, .NET classes, storage layout and gas against the
# source; unit tests, fuzz, invariants; coverage of branches.
# One argument, optional: where Forge's own report goes, as JSON.
set -uo pipefail
cd "$(dirname "$0")"
report=${1:-/dev/null}
failed=0

if ! cmp -s package-lock.json node_modules/.installed-by; then
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error || exit 1
  cp package-lock.json node_modules/.installed-by
fi

forge() { node forge.mjs "$@"; }

forge fmt --check > /dev/null || { echo 'Not formatted: node forge.mjs fmt'; failed=1; }
forge build --offline || exit 1
npx --no-install solhint --disc --noPoster --max-warnings 0 'src/**/*.sol' || failed=1
node artifacts.mjs --check || failed=1
node layout.mjs --check || failed=1
node definitions.mjs --check || failed=1
node errors.mjs || failed=1
forge test --offline --json > "$report.part" 2>/dev/null || failed=1
[ "$report" = /dev/null ] || cp "$report.part" "$report"
node summary.mjs "$report.part" || failed=1
rm -f "$report.part"
forge snapshot --offline --check --match-contract GasTest || { echo 'Gas moved. If it was meant to: node forge.mjs snapshot --offline --match-contract GasTest'; failed=1; }

# Which branches are taken shows in few runs. Left out is what asks for gas, and what goes through every small tree, too dear without optimiser.
FOUNDRY_FUZZ_RUNS=8 forge coverage --offline --report lcov --report-file out/lcov.info \
  --no-match-contract 'GasTest|Invariants' --no-match-test '_Every(LeafOfSmallTrees|PairOfSmallSizes)' > out/coverage.log 2>&1
grep -q ' tests passed, 0 failed' out/coverage.log || { tail -40 out/coverage.log; failed=1; }
node coverage.mjs out/lcov.info 95 || failed=1
exit $failed
