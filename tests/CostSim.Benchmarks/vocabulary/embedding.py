#!/usr/bin/python3
"""Makes the reference answers of tests/CostSim.Tests/Oracles/tokenizer/embedding: small vocabularies, and what the reference libraries count.

Needs Debian's sentencepiece and python3-sentencepiece, and a folder with npm @huggingface/tokenizers and tiktoken:
    npm install --prefix DIR @huggingface/tokenizers@0.2.0 tiktoken@1.0.22
    python3 tests/CostSim.Benchmarks/vocabulary/embedding.py DIR
"""
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

import sentencepiece

root = pathlib.Path(__file__).resolve().parents[3]
oracles = root / "tests/CostSim.Tests/Oracles/tokenizer"
target = oracles / "embedding"
modules = pathlib.Path(sys.argv[1]).resolve() / "node_modules"

SPM = {
    "unigram-nfkc": "--model_type=unigram --vocab_size=1200 --user_defined_symbols=<tool>,abc",
    "unigram-bytes": "--model_type=unigram --vocab_size=1200 --byte_fallback=true --normalization_rule_name=identity --remove_extra_whitespaces=false",
    "bpe-bytes": "--model_type=bpe --vocab_size=1200 --byte_fallback=true --normalization_rule_name=identity --remove_extra_whitespaces=false --split_digits=true",
    "bpe-unknown": "--model_type=bpe --vocab_size=1200 --normalization_rule_name=identity --user_defined_symbols=<tool>,abc",
}


def texts():
    for line in (oracles / "cases.jsonl").read_text(encoding="utf-8").split("\n")[:-1]:
        case = json.loads(line)
        if case["text"] is not None:
            yield case["name"], case["text"]
    yield "added-tokens", (root / "tests/CostSim.Tests/Cases/tokenizers/t.txt").read_bytes().decode()


def train(folder):
    # Trained on texts that were written for this project: those of the oracle, without control characters, and its own pages.
    text = pathlib.Path(folder, "train.txt")
    lines = [line.strip() for _, t in texts() for line in t.split("\n") if len(line) < 2_000 and line.isprintable()]
    lines += [line.strip() for page in ("README.md", "docs/scenario-reference.md") for line in (root / page).read_text(encoding="utf-8").split("\n")]
    text.write_text("\n".join(lines), encoding="utf-8")
    for name, options in SPM.items():
        subprocess.run(["spm_train", f"--input={text}", f"--model_prefix={folder}/{name}", "--num_threads=1", "--minloglevel=1", "--character_coverage=0.98", "--max_sentence_length=100000", *options.split()], check=True)
        (target / f"{name}.model").write_bytes(pathlib.Path(folder, f"{name}.model").read_bytes())


def special(token, id):
    return {"id": id, "content": token, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}


def files():
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(target / "bpe-unknown.model"))
    names = [pieces.id_to_piece(i) for i in range(pieces.get_piece_size())]
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    for name in names[3:]:
        words += [w for w in ([name[1:].lower()] if name.startswith("\u2581") else [name.lower(), "##" + name.lower()]) if w and w not in words]
    template = {"type": "TemplateProcessing", "pair": [], "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
                "special_tokens": {t: {"id": t, "ids": [words.index(t)], "tokens": [t]} for t in ("[CLS]", "[SEP]")}}
    write("wordpiece", [special(t, i) for i, t in enumerate(words[:4])],
          {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None, "lowercase": True}, {"type": "BertPreTokenizer"}, template,
          {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100, "vocab": {w: i for i, w in enumerate(words)}})
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(target / "unigram-bytes.model"))
    vocab = [[pieces.id_to_piece(i), pieces.get_score(i)] for i in range(pieces.get_piece_size()) if not pieces.is_byte(i)]
    write("unigram", [], {"type": "Precompiled", "precompiled_charsmap": ""}, {"type": "Metaspace", "replacement": "\u2581", "add_prefix_space": True},
          {"type": "TemplateProcessing", "pair": [], "single": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}],
           "special_tokens": {"</s>": {"id": "</s>", "ids": [2], "tokens": ["</s>"]}}}, {"type": "Unigram", "unk_id": 0, "vocab": vocab})


def write(name, added, normalizer, splitter, processor, model):
    content = {"version": "1.0", "truncation": None, "padding": None, "added_tokens": added, "normalizer": normalizer, "pre_tokenizer": splitter, "post_processor": processor, "decoder": None, "model": model}
    (target / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")


NODE = """
import { createRequire } from 'node:module'; import { readFileSync } from 'node:fs';
const [modules, target, file] = process.argv.slice(2);
const { Tokenizer } = await import(modules + '/@huggingface/tokenizers/dist/tokenizers.mjs');
const { get_encoding } = createRequire(modules + '/')('tiktoken');
const texts = JSON.parse(readFileSync(file)); const out = {};
for (const name of ['wordpiece', 'unigram']) { const t = new Tokenizer(JSON.parse(readFileSync(`${target}/${name}.json`)), {}); out[name] = texts.map(x => { try { return t.encode(x).ids } catch { return null } }); }
for (const name of ['gpt2', 'r50k_base', 'p50k_base']) { const t = get_encoding(name); out[name] = texts.map(x => [...t.encode_ordinary(x)]); }
console.log(JSON.stringify(out));
"""


def answers(folder):
    named = list(texts())
    pathlib.Path(folder, "texts.json").write_text(json.dumps([t for _, t in named]), encoding="utf-8")
    pathlib.Path(folder, "ask.mjs").write_text(NODE)
    found = json.loads(subprocess.run(["node", f"{folder}/ask.mjs", str(modules), str(target), f"{folder}/texts.json"], check=True, capture_output=True).stdout)
    for name in SPM:
        processor = sentencepiece.SentencePieceProcessor(model_file=str(target / f"{name}.model"))
        found[name] = [processor.encode(t) for _, t in named]
    with open(target / "answers.csv", "w", encoding="utf-8", newline="\n") as out:
        out.write("tokenizer,text,count,ids_sha256\n")
        for name in sorted(found):
            for (text, _), ids in zip(named, found[name]):
                if ids is not None:
                    out.write(f"{name},{text},{len(ids)},{hashlib.sha256(','.join(map(str, ids)).encode()).hexdigest()}\n")


with tempfile.TemporaryDirectory() as folder:
    target.mkdir(exist_ok=True)
    train(folder)
    files()
    answers(folder)
