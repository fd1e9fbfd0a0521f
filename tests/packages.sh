#!/usr/bin/env bash
# Packs the tool and the library, installs both from the folder as docs/install.md says, and uses them outside the repository.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# A package of this version that was installed before must not stand in for the one that was just made.
export NUGET_FALLBACK_PACKAGES="${NUGET_PACKAGES:-$HOME/.nuget/packages}" NUGET_PACKAGES="$work/cache" CI=
fail() { echo "packages: $1" >&2; exit 1; }

cd "$root"
dotnet pack CostSim.sln -c Release --no-build -v q -o "$work/packages"
ls "$work/packages"
for package in "$work"/packages/*.nupkg; do
  unzip -l "$package" | grep THIRD-PARTY-NOTICES >/dev/null || fail "$(basename "$package") has no notices of third parties"
done

dotnet tool install CostSim --tool-path "$work/tools" --add-source "$work/packages" --version 0.1.0
cd "$work"
tools/costsim init start >/dev/null
tools/costsim licences | grep "^ScottPlot" >/dev/null || fail "the tool does not print its licences"
tools/costsim run start -o out | tee answer.txt
[ "$(wc -l < answer.txt)" -le 25 ] || fail "the answer has more than 25 lines"
[ -s out/report.html ] || fail "the installed tool wrote no report"

mkdir example
awk '/^```csharp$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$root/docs/library.md" > example/Program.cs
awk '/^```csharp$/ { after = 1 } after && /^```text$/ { inside = 1; next } /^```$/ { if (inside) exit } inside' "$root/docs/library.md" > expected.txt
cat > example/example.csproj <<'P'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="CostSim.Core" Version="0.1.0" />
  </ItemGroup>
</Project>
P
echo '<configuration><packageSources><add key="made here" value="../packages" /></packageSources></configuration>' > example/nuget.config
dotnet run --project example > printed.txt
diff expected.txt printed.txt || fail "the example of docs/library.md prints something else"
[ -s "$(find cache/costsim.core -name CostSim.Core.xml)" ] || fail "the library has no XML documentation"

# The tokenizers alone: a package without dependencies.
mkdir tokens
cat > tokens/Program.cs <<'P'
Console.WriteLine(CostSim.Tokens.Tokenizers.Get("o200k_base").Count("How long must receipts be kept?"));
P
sed 's/CostSim.Core/CostSim.Tokens/' example/example.csproj > tokens/tokens.csproj
cp example/nuget.config tokens/
[ "$(dotnet run --project tokens)" = "7 tokens" ] || fail "CostSim.Tokens alone counts something else"
[ -z "$(unzip -p packages/CostSim.Tokens.0.1.0.nupkg CostSim.Tokens.nuspec | grep '<dependency ')" ] || fail "CostSim.Tokens has dependencies"

cd "$root"
dotnet publish src/CostSim.Cli -c Release -r linux-x64 --self-contained -p:PublishSingleFile=true -v q -o "$work/single"
[ "$(ls "$work/single" | xargs)" = "costsim libSkiaSharp.so" ] || fail "the single file and the library of pictures are not alone: $(ls "$work/single")"
cd "$work"
env -i HOME="$work" DOTNET_BUNDLE_EXTRACT_BASE_DIR="$work/extract" single/costsim run start -o again > single.txt
diff <(grep -v '^Report:' answer.txt) <(grep -v '^Report:' single.txt) || fail "the single file answers something else"
cmp out/report.html again/report.html
cmp out/charts/distribution.png again/charts/distribution.png
# Without a home folder nothing is unpacked; without the library of pictures all the rest is there.
env -i HOME=/nonexistent single/costsim --version >/dev/null || fail "the single file needs a home folder"
env -i HOME="$work" single/costsim licences | diff - "$root/THIRD-PARTY-NOTICES.txt" || fail "the single file prints other licences"
rm single/libSkiaSharp.so
env -i HOME="$work" single/costsim run start -o plain >/dev/null 2>plain.txt || fail "a run fails without the library of pictures"
grep -q '^warning: the charts are not there as PNG' plain.txt && [ "$(wc -l < plain.txt)" = 1 ] || fail "missing pictures are not said in one sentence: $(cat plain.txt)"
cmp out/report.html plain/report.html
cmp out/charts/distribution.svg plain/charts/distribution.svg
echo "packages: tool, library and single file work"
ls -l single/costsim packages/*.nupkg | awk '{ print $5, $NF }'
