#!/usr/bin/env bash
# Mutation testing of src/Ledger.Verify by its own tests, in a copy of the tree. README.md says how long it takes and what comes out.
# Arguments: the folders of src/Ledger.Verify to change (Trees Proofs …); none means all of them.
# LEDGER_MUTANTS: where the copy and the reports lie.
set -euo pipefail
cd "$(dirname "$0")/.."
root=${LEDGER_MUTANTS:-${TMPDIR:-/tmp}/ledger-mutants}
copy=$root/tree
report=$root/report-$(IFS=-; echo "${*:-all}")

patterns=()
for folder in "$@"; do
  [ -d "src/Ledger.Verify/$folder" ] || { echo "src/Ledger.Verify has no folder $folder"; exit 2; }
  patterns+=(--mutate "**/Ledger.Verify/$folder/**/*.cs")
done

# What git knows or would add, so that nothing built here is taken along. What was built there stays, for the next run.
mkdir -p "$copy"
rm -rf "$copy/src" "$copy/tests"
git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
  if [ -e "$file" ]; then printf '%s\0' "$file"; fi
done | tar --create --null --files-from=- | tar --extract --directory "$copy"

cd "$copy/tests/Ledger.Verify.Tests"
dotnet tool restore
nice -n 19 dotnet tool run dotnet-stryker -- --skip-version-check --output "$report" "${patterns[@]}"
node "$copy/tests/survivors.mjs" "$report"
