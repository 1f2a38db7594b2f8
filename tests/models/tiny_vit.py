"""Writes weight files of a tiny vision transformer, and what it makes of some pictures, without our code:
tiny_vit.py FOLDER. With a second argument, "seeds", still smaller files for fuzzing (tests/fuzz/corpus). The forward pass is numpy's, in float64; the files are Python's zipfile's, zlib's and json's."""
import io
import json
import math
import pathlib
import struct
import sys
import zipfile

import numpy as np

PATCH, WIDTH, DEPTH, HEADS, MLP = 4, 12, 3, 3, 20
GRID = 2  # patches down and across: pictures of 8 x 8
ROWS = 5
rng = np.random.default_rng(1)


def f32(*shape, scale=0.3, shift=0.0):
    return (shift + scale * rng.standard_normal(shape)).astype(np.float32)


def google_weights(grid):
    """Under the names, and in the shapes, of Google's and vit-keras' files."""
    each = WIDTH // HEADS
    weights = {
        "cls": f32(1, 1, WIDTH),
        "embedding/kernel": f32(PATCH, PATCH, 3, WIDTH),
        "embedding/bias": f32(WIDTH),
        "Transformer/posembed_input/pos_embedding": f32(1, 1 + grid * grid, WIDTH),
        "Transformer/encoder_norm/scale": f32(WIDTH, shift=1),
        "Transformer/encoder_norm/bias": f32(WIDTH),
        "head/kernel": f32(WIDTH, 7),
        "head/bias": f32(7),
    }
    for i in range(DEPTH):
        block = f"Transformer/encoderblock_{i}/"
        for norm in ("LayerNorm_0", "LayerNorm_2"):
            weights[block + norm + "/scale"] = f32(WIDTH, shift=1)
            weights[block + norm + "/bias"] = f32(WIDTH)
        attention = block + "MultiHeadDotProductAttention_1/"
        for part in ("query", "key", "value"):
            weights[attention + part + "/kernel"] = f32(WIDTH, HEADS, each)
            weights[attention + part + "/bias"] = f32(HEADS, each)
        weights[attention + "out/kernel"] = f32(HEADS, each, WIDTH)
        weights[attention + "out/bias"] = f32(WIDTH)
        weights[block + "MlpBlock_3/Dense_0/kernel"] = f32(WIDTH, MLP)
        weights[block + "MlpBlock_3/Dense_0/bias"] = f32(MLP)
        weights[block + "MlpBlock_3/Dense_1/kernel"] = f32(MLP, WIDTH)
        weights[block + "MlpBlock_3/Dense_1/bias"] = f32(WIDTH)
    return weights


def timm_weights(google):
    """The same under timm's names."""
    def dense(name):
        return {".weight": google[name + "/kernel"].T, ".bias": google[name + "/bias"]}

    def norm(name):
        return {".weight": google[name + "/scale"], ".bias": google[name + "/bias"]}

    parts = {
        "patch_embed.proj": {".weight": google["embedding/kernel"].transpose(3, 2, 0, 1), ".bias": google["embedding/bias"]},
        "norm": norm("Transformer/encoder_norm"),
        "head": dense("head"),
    }
    for i in range(DEPTH):
        block, theirs = f"blocks.{i}.", f"Transformer/encoderblock_{i}/"
        attention = theirs + "MultiHeadDotProductAttention_1/"
        three = [google[attention + part + "/kernel"].reshape(WIDTH, WIDTH).T for part in ("query", "key", "value")]
        biases = [google[attention + part + "/bias"].reshape(WIDTH) for part in ("query", "key", "value")]
        parts[block + "norm1"] = norm(theirs + "LayerNorm_0")
        parts[block + "attn.qkv"] = {".weight": np.concatenate(three), ".bias": np.concatenate(biases)}
        parts[block + "attn.proj"] = {".weight": google[attention + "out/kernel"].reshape(WIDTH, WIDTH).T,
                                      ".bias": google[attention + "out/bias"]}
        parts[block + "norm2"] = norm(theirs + "LayerNorm_2")
        parts[block + "mlp.fc1"] = dense(theirs + "MlpBlock_3/Dense_0")
        parts[block + "mlp.fc2"] = dense(theirs + "MlpBlock_3/Dense_1")
    weights = {name + ending: value for name, part in parts.items() for ending, value in part.items()}
    weights["cls_token"] = google["cls"]
    weights["pos_embed"] = google["Transformer/posembed_input/pos_embedding"]
    return weights


def resized(positions, down, across):
    """Bilinear, corners on corners, one patch after the other."""
    side = math.isqrt(positions.shape[1] - 1)
    grid = positions[0, 1:].reshape(side, side, WIDTH).astype(np.float64)
    rows = [positions[0, 0].astype(np.float64)]
    for i in range(down):
        for j in range(across):
            y = i * (side - 1) / (down - 1) if down > 1 else 0.0
            x = j * (side - 1) / (across - 1) if across > 1 else 0.0
            top, left = min(int(y), side - 2), min(int(x), side - 2)
            v, u = y - top, x - left
            rows.append((1 - v) * ((1 - u) * grid[top, left] + u * grid[top, left + 1])
                        + v * ((1 - u) * grid[top + 1, left] + u * grid[top + 1, left + 1]))
    return np.array(rows)


def features(google, pictures):
    """The class token behind the final norm; pictures [rows, height, width] in [0, 1]."""
    w = {name: value.astype(np.float64) for name, value in google.items()}

    def norm(x, name):
        mean, variance = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
        return (x - mean) / np.sqrt(variance + 1e-6) * w[name + "/scale"] + w[name + "/bias"]

    erf = np.vectorize(math.erf)
    down, across = pictures.shape[1] // PATCH, pictures.shape[2] // PATCH
    positions = google["Transformer/posembed_input/pos_embedding"]
    positions = positions[0].astype(np.float64) if positions.shape[1] == 1 + down * across and down == across \
        else resized(positions, down, across)
    results = []
    for picture in pictures.astype(np.float64):
        tokens = [w["cls"][0, 0]]
        for i in range(down):
            for j in range(across):
                patch = 2 * picture[PATCH * i:PATCH * (i + 1), PATCH * j:PATCH * (j + 1)] - 1
                colours = np.repeat(patch[:, :, None], 3, axis=2)
                tokens.append(np.einsum("abc,abcd->d", colours, w["embedding/kernel"]) + w["embedding/bias"])
        x = np.array(tokens) + positions
        for i in range(DEPTH):
            block = f"Transformer/encoderblock_{i}/"
            attention = block + "MultiHeadDotProductAttention_1/"
            y = norm(x, block + "LayerNorm_0")
            q, k, v = (np.einsum("tw,whd->htd", y, w[attention + part + "/kernel"])
                       + w[attention + part + "/bias"][:, None, :] for part in ("query", "key", "value"))
            scores = np.einsum("hid,hjd->hij", q, k) / math.sqrt(WIDTH // HEADS)
            scores = np.exp(scores - scores.max(-1, keepdims=True))
            scores /= scores.sum(-1, keepdims=True)
            x = x + np.einsum("hij,hjd,hdw->iw", scores, v, w[attention + "out/kernel"]) + w[attention + "out/bias"]
            y = norm(x, block + "LayerNorm_2") @ w[block + "MlpBlock_3/Dense_0/kernel"] + w[block + "MlpBlock_3/Dense_0/bias"]
            y = y * 0.5 * (1 + erf(y / math.sqrt(2)))
            x = x + y @ w[block + "MlpBlock_3/Dense_1/kernel"] + w[block + "MlpBlock_3/Dense_1/bias"]
        results.append(norm(x, "Transformer/encoder_norm")[0])
    return np.array(results)


def npy(array, dtype="<f4", order="C", version=(1, 0)):
    with io.BytesIO() as file:
        np.lib.format.write_array(file, np.asarray(array, dtype=dtype, order=order), version=version)
        return file.getvalue()


def npz(weights, compression=zipfile.ZIP_STORED, zip64=False, **how):
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w", compression) as archive:
            for name, array in weights.items():
                info = zipfile.ZipInfo(name + ".npy")
                info.compress_type = compression
                with archive.open(info, "w", force_zip64=zip64) as entry:
                    entry.write(npy(array, **how))
        return file.getvalue()


def as_bfloat16(array):
    return (np.ascontiguousarray(array, "<f4").view("<u4") >> 16).astype("<u2").tobytes()


def safetensors(weights, dtype="F32", padding=0):
    header, numbers = {"__metadata__": {"format": "pt"}}, b""
    for name, array in weights.items():
        data = as_bfloat16(array) if dtype == "BF16" else \
            np.ascontiguousarray(array, {"F16": "<f2", "F32": "<f4", "F64": "<f8"}[dtype]).tobytes()
        header[name] = {"dtype": dtype, "shape": list(array.shape), "data_offsets": [len(numbers), len(numbers) + len(data)]}
        numbers += data
    text = json.dumps(header).encode() + b" " * padding
    return struct.pack("<Q", len(text)) + text + numbers


def exact_in(google, kept):
    """Values that bfloat16 and float16 hold exactly: what any type stores is then the same."""
    return {name: np.ascontiguousarray((value.view("<u4") & np.uint32(0xFFFF0000)).view("<f4"))
            if name not in kept else value for name, value in google.items()}


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    google = exact_in(google_weights(GRID), kept=())
    timm = timm_weights(google)
    other = dict(google, **{"Transformer/posembed_input/pos_embedding": f32(1, 1 + 4 * 4, WIDTH)})
    pictures = rng.random((ROWS, GRID * PATCH, GRID * PATCH)).astype(np.float32)
    wide = rng.random((ROWS, GRID * PATCH, 3 * PATCH)).astype(np.float32)
    files = {
        "stored.npz": npz(google),
        "deflated.npz": npz(google, zipfile.ZIP_DEFLATED),
        "zip64.npz": npz(google, zip64=True),
        "zip64-deflated.npz": npz(google, zipfile.ZIP_DEFLATED, zip64=True),
        "fortran.npz": npz(google, order="F"),
        "big-endian.npz": npz(google, dtype=">f4"),
        "float64.npz": npz(google, dtype="<f8", version=(2, 0)),
        "big-endian64.npz": npz(google, dtype=">f8", version=(3, 0), order="F"),
        "timm.npz": npz(timm),
        "F32.safetensors": safetensors(timm),
        "F64.safetensors": safetensors(timm, "F64", padding=5),
        "BF16.safetensors": safetensors(timm, "BF16"),
        "google.safetensors": safetensors(google),
        "other-grid.npz": npz(other),
        "other-grid.safetensors": safetensors(timm_weights(other)),
        # for half precision: rounded, so with features of its own
        "F16.safetensors": safetensors(timm, "F16"),
        "float16.npz": npz(google, dtype="<f2"),
    }
    half = {name: value.astype("<f2").astype("<f4") for name, value in google.items()}
    arrays = {
        "pictures": pictures, "features": features(google, pictures), "half-features": features(half, pictures),
        "other-grid-features": features(other, pictures),
        "wide": wide, "wide-features": features(google, wide), "wide-other-grid-features": features(other, wide),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    # Read by our own reader, too; float64 features lose nothing that 1e-5 would notice.
    (folder / "expected.npz").write_bytes(npz(arrays, dtype="<f8"))


def write_seeds(folder):
    """Of a transformer with one block of the smallest sizes, and pieces of it."""
    global PATCH, WIDTH, DEPTH, HEADS, MLP
    PATCH, WIDTH, DEPTH, HEADS, MLP = 1, 2, 1, 1, 1
    google = google_weights(1)
    few = {name: google[name] for name in ("cls", "embedding/kernel", "head/kernel")}
    files = {
        "npz/whole-stored": npz(google), "npz/whole-zip64": npz(google, zipfile.ZIP_DEFLATED, zip64=True),
        "npz/fortran": npz(few, order="F"), "npz/deflated": npz(few, zipfile.ZIP_DEFLATED, dtype=">f8"),
        "npz/version-2": npz(few, version=(2, 0), dtype="<f2"), "npz/bzip2": npz(few, zipfile.ZIP_BZIP2),
        "npz/empty": npz({}),
        "safetensors/whole": safetensors(timm_weights(google)),
        "safetensors/bfloat16": safetensors(few, "BF16", padding=3), "safetensors/float64": safetensors(few, "F64"),
        "safetensors/empty": safetensors({}),
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


if sys.argv[2:] == ["seeds"]:
    write_seeds(pathlib.Path(sys.argv[1]))
else:
    main()
