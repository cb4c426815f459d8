#!/usr/bin/env bash
# Fails when a package that any project uses, also through another package, has a known vulnerability.
#
# A feed that holds no advisories names no package, and "none found" would then mean nothing. So the same question is asked first about a
# package with a published advisory (GHSA-5crp-9r3c-p9vr). When the feed does not name that one, this says so and passes.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
found='has the following vulnerable packages'

probe=$(mktemp -d)
trap 'rm -rf "$probe"' EXIT
cat > "$probe/Probe.csproj" <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <NuGetAudit>false</NuGetAudit>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Newtonsoft.Json" Version="12.0.3" />
  </ItemGroup>
</Project>
PROJECT
known=$(cd "$probe" && dotnet restore -v quiet 2>&1 && dotnet list Probe.csproj package --vulnerable 2>&1)
if ! grep -q "$found" <<< "$known"; then
  echo "NOT CHECKED: the package feed does not answer which packages are vulnerable (it does not name one that is)."
  exit 0
fi

if ! answer=$(dotnet list Ledger.sln package --vulnerable --include-transitive 2>&1); then
  echo "$answer"
  echo "NOT CHECKED: the package feed answered about one package and then failed."
  exit 0
fi

if grep -q "$found" <<< "$answer"; then
  echo "$answer"
  exit 1
fi

echo "No package has a known vulnerability."
