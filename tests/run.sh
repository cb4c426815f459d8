#!/usr/bin/env bash
# Installs what the tests need (npm packages; as root also Debian packages), checks form and packages, and runs all tests: .NET and Forge. Needs the .NET 10 SDK, Node 20 and git.
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

step "Debian packages of the browser tests"
# The browser tests fail without them and name them, so nothing passes by doing nothing.
missing=()
for package in chromium-headless-shell fonts-noto-cjk poppler-utils; do
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}"; } >/dev/null \
      || echo "These packages could not be installed; the browser tests will fail: ${missing[*]}"
  else
    echo "These packages are missing; the browser tests will fail. As root: apt-get install ${missing[*]}"
  fi
fi

step "npm packages that make the styles, and those the tests compare with"
for folder in src/Ledger.Portal/Styles/ tests/peers/*/; do
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

step "The browser's verifier, built again elsewhere"
bash src/Ledger.Browser/reproduce.sh artifacts/publish/Ledger.Browser/release/wwwroot/SHA256SUMS || broken=1

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
