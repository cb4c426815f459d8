#!/usr/bin/env bash
# Mutation testing of src/Ledger.Verify by its own tests, in a copy of the tree. Ledger.Verify.Mutants/README.md says how long it takes and what comes out.
# Arguments: the folders of src/Ledger.Verify to change (Trees Proofs …); none means all of them.
# LEDGER_MUTANTS: where the copy lies.
set -euo pipefail
cd "$(dirname "$0")/.."
copy=${LEDGER_MUTANTS:-${TMPDIR:-/tmp}/ledger-mutants}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

folders=("$@")
if [ $# = 0 ]; then
  for folder in src/Ledger.Verify/*/; do folders+=("$(basename "$folder")"); done
fi
for folder in "${folders[@]}"; do
  [ -d "src/Ledger.Verify/$folder" ] || { echo "src/Ledger.Verify has no folder $folder"; exit 2; }
done

# What git knows or would add, so that nothing built here is taken along. What was built there stays, for the next run.
mkdir -p "$copy"
find "$copy" -mindepth 1 -maxdepth 1 ! -name artifacts -exec rm -rf {} +
git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
  if [ -e "$file" ]; then printf '%s\0' "$file"; fi
done | tar --create --null --files-from=- | tar --extract --directory "$copy"

cd "$copy"
nice -n 15 dotnet build tests/Ledger.Verify.Mutants --configuration Release -v quiet -clp:NoSummary -p:RunAnalyzers=false
nice -n 15 dotnet exec artifacts/bin/Ledger.Verify.Mutants/release/Ledger.Verify.Mutants.dll run "$copy" "${folders[@]}"
