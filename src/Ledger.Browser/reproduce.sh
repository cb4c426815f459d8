#!/usr/bin/env bash
# Publishes the verifier from a copy of the sources in another folder, and compares the hashes of all files with those of another build. Without one
# it publishes two copies and compares them with each other.
# Usage: bash src/Ledger.Browser/reproduce.sh [SHA256SUMS of another build]
set -euo pipefail
other=${1:+$(realpath "$1")}
cd "$(dirname "$0")/../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Publishes a copy in a folder. Its hashes are then in the file sums of that folder.
publish() {
  mkdir -p "$1"
  tar --exclude=./artifacts --exclude=node_modules --exclude=.git -cf - Directory.Build.props Directory.Packages.props global.json .editorconfig src contracts/artifacts node-config/dev-chain \
    | tar -xf - -C "$1"
  (cd "$1" && dotnet restore src/Ledger.Browser --locked-mode -v quiet && dotnet publish src/Ledger.Browser --no-restore -c Release -v quiet -clp:NoSummary)
  cp "$1/artifacts/publish/Ledger.Browser/release/wwwroot/SHA256SUMS" "$1/sums"
}

publish "$work/one"
if [ -z "$other" ]; then
  publish "$work/another/place"
  other=$work/another/place/sums
fi

diff "$other" "$work/one/sums" || { echo "The builds differ in these files."; exit 1; }
echo "Both builds are the same: $(wc -l < "$work/one/sums") files."
