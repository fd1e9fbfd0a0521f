#!/usr/bin/env bash
# Time and memory against points, trials, documents and shards: tests/CostSim.Benchmarks/scale.sh [documents|trials|points|shards]
# Processor time of all threads, since other work may share the machine; memory is the largest resident set.
set -euo pipefail
cd "$(dirname "$0")/../.."
tool=(dotnet "$PWD/src/CostSim.Cli/bin/Release/net10.0/costsim.dll")
T=${SCALE_FOLDER:-$(mktemp -d /tmp/costsim-scale-XXXXXX)}; mkdir -p "$T"
trap '[ -n "${SCALE_FOLDER:-}" ] || rm -rf "$T"' EXIT
row() { local what=$1; shift; /usr/bin/time -o "$T/time" -f "%U %S %e %M" "$@" > "$T/out" 2> "$T/err" || { cat "$T/err"; exit 1; }
  awk -v what="$what" '{ printf "| %s | %.1f s | %.1f s | %.0f MB |\n", what, $1 + $2, $3, $4 / 1024 }' "$T/time"; }
head() { printf '\n| %s | processor | clock | memory |\n|---|---|---|---|\n' "$1"; }

# N files of 10 kB of English, no two alike.
documents() {
  python3 - "$1" "$T/documents-$1" <<'EOF'
import glob, os, sys
count, folder = int(sys.argv[1]), sys.argv[2]
text = "\n".join(open(f, encoding="utf-8").read() for f in sorted(glob.glob("scenarios/contract-qa/documents/**/*.md", recursive=True)) if ".zh" not in f and ".ms" not in f)
os.makedirs(folder, exist_ok=True)
for i in range(count):
    at = i * 7919 % (len(text) - 10_000)
    sub = os.path.join(folder, f"{i // 1000:03}"); os.makedirs(sub, exist_ok=True)
    with open(os.path.join(sub, f"{i:06}.txt"), "w", encoding="utf-8") as f:
        f.write(f"Document {i}\n\n" + text[at:at + 9_980])
EOF
}

by_documents() {
  head "documents of 10 kB, measured"
  for n in 1 1000 10000 100000; do documents $n; row "$n" "${tool[@]}" measure "$T/documents-$n" --store off -q --format csv -o "$T/measured.csv"; done
  head "documents of 10 kB, one run of two designs (whole document, 5 chunks of 512 tokens), 12 months, 4,096 trials"
  for n in 1 1000 10000 100000; do
    printf 'documents: [documents-%s]\ntraffic: { requests_per_day: 2_000, growth_per_month: 1%% to 5%% }\ndesigns:\n  full: { model: openai/gpt-4o, context: whole-document, answer: { mean: 300 to 550, cv: 0.5 } }\n  rag: { like: full, context: { kind: top-chunks, k: 5, chunker: { kind: recursive, size: 512 } } }\nsimulation: { trials: 4_000 }\n' "$n" > "$T/s$n.yaml"
    row "$n" "${tool[@]}" run "$T/s$n.yaml" --store off -q -o -
  done
}

by_trials() {
  head "trials of contract-qa, everything in the report"
  for n in 4096 16384 65536 262144; do row "$n" "${tool[@]}" run scenarios/contract-qa --trials $n -q -o -; done
}

by_points() {
  head "points of contract-qa: volume x chunk size x k x model, 4 designs, 4,096 trials each"
  local vary=(--vary 'designs.*.model=openai/gpt-4o,openai/gpt-4o-mini,openai/gpt-4.1,openai/gpt-4.1-mini' --vary designs.rag-512.context.chunker.size=128,256,512,768,1024)
  row 20 "${tool[@]}" run scenarios/contract-qa "${vary[@]}" -q -o "$T/p20"
  row 200 "${tool[@]}" run scenarios/contract-qa "${vary[@]}" --vary designs.rag-512.context.k=1..10:1 -q -o "$T/p200"
  row 1000 "${tool[@]}" run scenarios/contract-qa "${vary[@]}" --vary designs.rag-512.context.k=1..10:1 --vary 'traffic.requests_per_day=100..10_000:log5' -q -o "$T/p1000"
  row "200 ways to chunk and search, 1 design" "${tool[@]}" run scenarios/contract-qa --design rag-512 -q -o "$T/c200" --vary designs.rag-512.context.chunker.size=64,128,256,512,1024 --vary designs.rag-512.context.chunker.overlap=0,16,32,48 \
    --vary designs.rag-512.context.k=1,3,5,8,12 --vary 'designs.rag-512.context.retriever=[{ kind: bm25, scope: document }, { kind: bm25, scope: corpus }]'
  row "10,000, typed lengths, 1 design" "${tool[@]}" run scenarios/pilot-to-production -q -o "$T/p10000" --vary traffic.requests_per_day=100..10_000:log100 --vary reliability.retries=0%..9.9%:0.1%
}

# Each shard is a process of one thread; together they use as many processors as there are shards, at most two here.
by_shards() {
  head "1,000 points of contract-qa, 1 design, in shards of one thread each, all at once"
  local sweep=(run scenarios/contract-qa --design rag-512 --store off --threads 1 -q --vary 'traffic.requests_per_day=100..10_000:log20' --vary designs.rag-512.context.chunker.size=128,256,512,768,1024 --vary designs.rag-512.context.k=1..10:1)
  printf '%q ' "${tool[@]}" "${sweep[@]}" > "$T/sweep"
  for n in 1 2 4; do
    rm -rf "$T/shards-$n" "$T/merged-$n"
    printf 'for i in $(seq %s); do %s --shard $i/%s -o %s/shards-%s & done; wait\n' $n "$(cat "$T/sweep")" $n "$T" $n > "$T/shards.sh"
    row "$n shards" bash "$T/shards.sh"
    row "merge of $n" "${tool[@]}" merge "$T/shards-$n" -o "$T/merged-$n"
    cmp "$T/merged-1/sweep.csv" "$T/merged-$n/sweep.csv"
  done
  head "262,144 trials of contract-qa in shards of one thread each, all at once"
  for n in 1 2 4; do
    rm -rf "$T/trials-$n" "$T/joined-$n"
    printf 'for i in $(seq %s); do %s run scenarios/contract-qa --trials 262144 --threads 1 -q --shard $i/%s -o %s/trials-%s & done; wait\n' $n "${tool[*]}" $n "$T" $n > "$T/shards.sh"
    row "$n shards" bash "$T/shards.sh"
    row "merge of $n" "${tool[@]}" merge "$T/trials-$n" -o "$T/joined-$n"
    cmp "$T/joined-1/forecast.json" "$T/joined-$n/forecast.json"
    rm -rf "$T/trials-$n"
  done
}

for part in ${*:-points trials documents shards}; do "by_$part"; done
