#!/usr/bin/env bash
# Installs what the tests need, checks form and packages, and runs all tests: .NET and Forge. Needs the .NET 10 SDK, Node 20 and git.
#
# The last line is "N passed, N failed, N skipped", counted from the runners' own reports; the exit code is 0 only when none failed and
# every runner wrote its report. Reports lie under artifacts/reports.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

reports=$PWD/artifacts/reports
rm -rf "$reports"
mkdir -p "$reports"
broken=0
step() { printf '\n── %s\n' "$1"; }

step "npm packages the tests compare with"
for folder in tests/peers/*/; do
  [ -f "$folder/package-lock.json" ] || continue
  (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) || { echo "npm could not install $folder"; exit 1; }
done

step "Format"
# Whitespace only: the build itself checks the style rules of .editorconfig (EnforceCodeStyleInBuild), and loading every project again takes
# minutes.
dotnet format whitespace . --folder --verify-no-changes --exclude artifacts \
  || { echo "Run: dotnet format whitespace . --folder --exclude artifacts"; exit 1; }

step "Build"
dotnet restore --locked-mode || exit 1
dotnet build --no-restore --configuration Release -v quiet -clp:NoSummary || exit 1

step "Vulnerable packages"
bash tests/vulnerable.sh || broken=1

step "Contracts"
bash contracts/test.sh "$reports/forge.json" || broken=1

for project in tests/*.Tests/; do
  name=$(basename "$project")
  step "$name"
  dotnet run --no-build --configuration Release --project "$project" -- \
    -noLogo -noColor -result-trx "$reports/$name.trx" || broken=1
done

step "Result"
node tests/count.mjs "$reports" tests/*.Tests/ || broken=1
exit $broken
