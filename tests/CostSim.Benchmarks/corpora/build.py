#!/usr/bin/env python3
"""Builds the corpora of the tokenizer benchmark from Debian packages: english.txt, code.txt, multilingual.txt.

    python3 tests/CostSim.Benchmarks/corpora/build.py FOLDER

Needs Debian 12 with apt and dpkg; nothing is installed. Prints size, languages and SHA-256 of each corpus.
"""
import gzip
import hashlib
import html
import io
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

ENGLISH = ["linux-doc-6.1", "python3.11-doc", "perl-doc", "git-doc"]
CODE = ["golang-1.19-src", "rust-src", "libboost1.74-dev", "libpython3.11-stdlib"]
HANDBOOK, GUIDES = "debian-handbook", "gnome-user-docs"
MANUALS = {"ja": ["manpages-ja", "manpages-ja-dev"], "zh": ["manpages-zh"], "ru": ["manpages-ru"]}
BROWSER = ["ar", "bn", "el", "he", "hi-in", "ja", "ko", "ms", "my", "ru", "ta", "te", "th", "uk", "ur", "vi", "zh-cn", "zh-tw", "ka", "km"]
CODE_SUFFIX = {".go", ".rs", ".hpp", ".h", ".py", ".c", ".s"}
MOST = 27 * 10**6  # bytes of each English and code corpus
MOST_OF_ONE = 700_000  # bytes of one language, so that no script dominates


def unpack(package: str, into: pathlib.Path) -> pathlib.Path:
    target = into / package
    target.mkdir()
    subprocess.run(["apt-get", "download", "-qq", "-o", "APT::Sandbox::User=root", package], cwd=target, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["dpkg-deb", "-x", str(next(target.glob("*.deb"))), str(target / "x")], check=True)
    return target / "x"


def text_of(path: pathlib.Path) -> str:
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    text = data.decode("utf-8", "replace")
    name = path.name.removesuffix(".gz")
    if name.endswith((".html", ".htm", ".page")):
        text = re.sub(r"(?s)<(script|style|head|nav)\b.*?</\1>|<!--.*?-->", " ", text)
        text = html.unescape(re.sub(r"<[^>]+>", "", text))
        text = re.sub(r"\n\s*\n\s*\n+", "\n\n", text)
    return text.strip() + "\n\n"


def files(root: pathlib.Path, wanted) -> list[pathlib.Path]:
    return sorted(p for p in root.rglob("*") if p.is_file() and not p.is_symlink() and wanted(p))


def share(texts, most: int) -> str:
    out, size = [], 0
    for text in texts:
        size += len(text.encode())
        if size > most:
            break
        out.append(text)
    return "".join(out)


def english(work: pathlib.Path) -> str:
    parts = []
    for package in ENGLISH:
        root = unpack(package, work)
        found = files(root, lambda p: p.name.endswith((".html", ".rst.txt", ".rst.gz", ".rst", ".pod", ".txt", ".txt.gz"))
                      and "/_sources/" not in str(p).replace("python3.11", "") and not p.name.startswith("genindex"))
        parts.append(share(map(text_of, found), MOST // 3))
    return "".join(parts)[:MOST]


def code(work: pathlib.Path) -> str:
    parts = []
    for package in CODE:
        found = files(unpack(package, work), lambda p: p.suffix in CODE_SUFFIX)
        parts.append(share(map(text_of, found), MOST // 3))
    return "".join(parts)[:MOST]


def strings_of(xpi: pathlib.Path) -> str:
    out = []
    with zipfile.ZipFile(xpi) as archive:
        for name in sorted(archive.namelist()):
            if name.endswith((".ftl", ".properties")):
                body = archive.read(name).decode("utf-8", "replace")
                out.append("\n".join(line for line in body.splitlines() if not line.startswith("#")))
    return "\n".join(out)


def main_code(language: str) -> str:
    """The language without its region; the two ways to write Chinese stay apart."""
    language = language.replace("_", "-").lower()
    return language if language in ("zh-cn", "zh-tw") else re.split("[-@]", language)[0]


def multilingual(work: pathlib.Path) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    root = unpack(HANDBOOK, work)
    for path in files(root, lambda p: p.suffix == ".html"):
        language = next((part for part in path.relative_to(root).parts if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]{2,4})?", part) and part not in ("usr", "doc", "html")), None)
        if language and not language.startswith("en"):
            found.setdefault(main_code(language), []).append(text_of(path))
    for path in files(unpack(GUIDES, work), lambda p: p.suffix == ".page" and "/C/" not in str(p) and "en_" not in str(p)):
        found.setdefault(main_code(path.parts[path.parts.index("help") + 1]), []).append(text_of(path))
    for language, packages in MANUALS.items():
        for package in packages:
            found.setdefault(main_code(language), []).extend(map(text_of, files(unpack(package, work), lambda p: re.search(r"\.[1-8]\.gz$", p.name))))
    for language in BROWSER:
        for xpi in files(unpack(f"firefox-esr-l10n-{language}", work), lambda p: p.suffix == ".xpi"):
            found.setdefault(main_code(language), []).append(strings_of(xpi))
    return {language: share(texts, MOST_OF_ONE) for language, texts in sorted(found.items())}


def shuffled(languages: dict[str, str]) -> str:
    # A block of each language in turn, so that any part of the corpus is as mixed as the whole.
    block, out = 40_000, io.StringIO()
    for at in range(0, max(map(len, languages.values())), block):
        for text in languages.values():
            out.write(text[at:at + block])
    return out.getvalue()


def main() -> None:
    target = pathlib.Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        languages = multilingual(work)
        for name, text in ("english", english(work)), ("code", code(work)), ("multilingual", shuffled(languages)):
            data = text.encode("utf-8", "replace")
            (target / f"{name}.txt").write_bytes(data)
            print(f"{name}: {len(data):,} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}")
        print("languages:", ", ".join(f"{k} {len(v.encode()) / 1e6:.1f}" for k, v in languages.items() if v))


if __name__ == "__main__":
    main()
