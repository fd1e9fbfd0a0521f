#!/usr/bin/env python3
"""Writes src/CostSim.Tokens/Resources/unicode15.normalization from Python's unicodedata (Unicode 15.1, Python 3.13).

First the combining classes: number of entries, then for each the distance to the code point before and the class. Then the
decompositions of one level: number, then for each the distance, a byte (4 x length + 2 if only compatible + 1 if it
composes again), and the code points. Numbers are LEB128. Hangul syllables are left out: they follow by arithmetic.
"""
import pathlib
import sys
import unicodedata

TARGET = pathlib.Path(__file__).resolve().parents[3] / "src/CostSim.Tokens/Resources/unicode15.normalization"


def leb(value: int) -> bytes:
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(out + bytes([value]))


def main() -> None:
    if unicodedata.unidata_version != "15.1.0":
        sys.exit(f"needs Unicode 15.1.0, but this Python has {unicodedata.unidata_version}")
    classes, mappings = [], []
    for point in range(0x110000):
        character = chr(point)
        if unicodedata.combining(character):
            classes.append((point, bytes([unicodedata.combining(character)])))
        fields = unicodedata.decomposition(character).split()
        if fields and not 0xAC00 <= point < 0xAC00 + 11172:
            compatible = fields[0].startswith("<")
            points = [int(field, 16) for field in fields[compatible:]]
            composes = not compatible and len(points) == 2 and unicodedata.normalize("NFC", character) == character
            mappings.append((point, bytes([len(points) << 2 | compatible << 1 | composes]) + b"".join(map(leb, points))))
    out = bytearray()
    for entries in classes, mappings:
        out += leb(len(entries))
        before = 0
        for point, data in entries:
            out += leb(point - before) + data
            before = point
    TARGET.write_bytes(out)
    print(f"{len(classes)} combining classes, {len(mappings)} decompositions, {len(out)} bytes")


if __name__ == "__main__":
    main()
