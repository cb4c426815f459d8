#!/usr/bin/env bash
# Two services on a chain of three nodes, two of which are killed and come back: tests/Ledger.Network.Tests. Not part of tests/run.sh: see
# tests/README.md. Takes the same tools and prints where it is; the exit code is that of the test.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
(cd tests/peers/ethereumjs && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
dotnet build --configuration Release tests/Ledger.Network.Tests -v quiet -clp:NoSummary
dotnet run --no-build --configuration Release --project tests/Ledger.Network.Tests -- -noLogo -noColor -diagnostics
