#!/usr/bin/env python3
"""Compares the shipped price book with the public model catalogue: same, differs (each explained), absent.

    python3 tests/CostSim.Benchmarks/prices/against_catalogue.py CATALOGUE.csv [costsim]
"""
import csv
import io
import subprocess
import sys

SELLERS = {"amazon-bedrock": "aws"}
FIRST_PARTY = {"openai", "anthropic", "google", "mistral", "xai", "deepseek", "moonshotai", "zai", "minimax", "meta", "xiaomi", "ant-ling"}
COLUMNS = {"input_per_mtok": "input_usd_per_mtok", "output_per_mtok": "output_usd_per_mtok", "cache_read_per_mtok": "cache_read_usd_per_mtok", "cache_write_per_mtok": "cache_write_5m_usd_per_mtok"}


def explained(own, listed, records):
    if any(r["time_band"] != "any" for r in records):
        return "the book has time bands, which the catalogue cannot say"
    if not float(listed or 0):
        return "the catalogue does not price it separately"
    return None


tool = sys.argv[2:] or ["costsim"]
book = {}
for row in csv.DictReader(io.StringIO(subprocess.run([*tool, "prices", "list", "--format", "csv"], check=True, capture_output=True, text=True).stdout)):
    if row["service_tier"] == "standard" and row["region"] == "global":
        for name in [row["model"], *row["aliases"].split()]:
            book.setdefault((row["provider"], name), []).append(row)

same, differs, absent, free = 0, [], [], 0
for row in csv.DictReader(open(sys.argv[1], encoding="utf-8")):
    seller = SELLERS.get(row["provider"], row["provider"])
    name = f"{seller}/{row['model']}"
    if not float(row["input_per_mtok"]) or not float(row["output_per_mtok"]):
        free += 1
        continue
    records = book.get((seller, row["model"]))
    if records is None:
        # A name that means a dated model of the book at the same price.
        shown = subprocess.run([*tool, "prices", "show", name, "--format", "csv"], capture_output=True, text=True)
        records = [r for r in csv.DictReader(io.StringIO(shown.stdout)) if r["service_tier"] == "standard" and r["status"] == "in force"] if shown.returncode == 0 else None
    if not records:
        absent.append(name)
        continue
    above = int(row["input_tokens_above"]) + 1 if row["input_tokens_above"] else 0
    tier = [r for r in records if abs(int(r["context_from_tokens"] or 0) - above) <= 1]
    wrong = [(key, tier[0][own] if tier else "no such tier", row[key]) for key, own in COLUMNS.items() if not tier or float(tier[0][own] or 0) != float(row[key] or 0)]
    if wrong:
        differs.append((name, above, [(key, own, listed, explained(own, listed, records)) for key, own, listed in wrong]))
    else:
        same += 1

print(f"same {same}, differs {len(differs)}, absent {len(absent)}, without a price in the catalogue {free}")
print(f"absent of first-party sellers: {sum(a.split('/')[0] in FIRST_PARTY for a in absent)}")
for name, above, wrong in differs:
    for key, own, listed, why in wrong:
        print(f"differs: {name}{f' above {above - 1}' if above else ''}: {key} {own or 'blank'}, catalogue {listed}: {why or 'NOT EXPLAINED'}")
for name in absent:
    print("absent:", name)
sys.exit(any(why is None for _, _, wrong in differs for *_, why in wrong) or any(a.split("/")[0] in FIRST_PARTY for a in absent))
