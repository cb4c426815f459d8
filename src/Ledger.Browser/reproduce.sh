#!/usr/bin/env bash
# Publishes the verifier twice, from two copies of the sources in different folders, and compares the hashes of all files.
# Usage: bash src/Ledger.Browser/reproduce.sh [SHA256SUMS of another build]
set -euo pipefail
cd "$(dirname "$0")/../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for copy in one another/place; do
  mkdir -p "$work/$copy"
  tar --exclude=./artifacts --exclude=node_modules --exclude=.git -cf - Directory.Build.props Directory.Packages.props global.json .editorconfig src contracts/artifacts node-config/dev-chain \
    | tar -xf - -C "$work/$copy"
  (cd "$work/$copy" && dotnet restore src/Ledger.Browser --locked-mode -v quiet && dotnet publish src/Ledger.Browser --no-restore -c Release -v quiet -clp:NoSummary)
  cp "$work/$copy/artifacts/publish/Ledger.Browser/release/wwwroot/SHA256SUMS" "$work/$(basename "$copy").sums"
done

diff "$work/one.sums" "$work/place.sums"
echo "Both builds are the same: $(wc -l < "$work/one.sums") files."
if [ $# -gt 0 ]; then
  diff "$1" "$work/one.sums"
  echo "They are those of $1."
fi
