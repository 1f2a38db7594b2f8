"""Fails when a source breaks the order in which data flows (docs/concepts.md): layers.py SOURCE_FOLDER."""
import pathlib
import re
import sys

MAY_INCLUDE = {  # folder: what its files may include, beside the folder itself
    "sweep": [],
    "gpu": [],
    "sim": ["gpu", "sim/cuda"],
    "sim/cuda": ["gpu", "sim"],
    "models": ["gpu", "models/cuda"],
    "models/cuda": ["gpu", "models"],
    "workers/comm": [],
    "workers": ["sweep", "gpu", "sim", "models", "workers/comm"],
    "results/h5": [],
    "results": ["sweep", "workers/comm", "results/h5"],
    "app": ["sweep", "gpu", "sim", "models", "workers", "workers/comm", "results", "results/h5"],
}
MAY_USE = {  # library headers that only some folders may see
    r"(torch|ATen|c10)/": ["gpu", "sim", "models", "workers", "app"],  # not the .cu files
    r"yaml-cpp/": ["sweep", "app"],
    r"mpi\.h": ["workers/comm", "results/h5"],
    r"hdf5\.h|H5.*\.h": ["results/h5"],
    r"nccl\.h": ["workers/comm"],
    r"cuda.*\.h": ["workers/comm", "gpu", "sim/cuda", "models/cuda"],
    r"boost/program_options": ["app"],
}
CALLS = {  # and functions that only some may call
    r"\bMPI_[A-Z]\w*\s*\(": ["workers/comm"],
    r"\bnccl[A-Z]\w*\s*\(": ["workers/comm"],
    r"\bcuda[A-Z]\w*\s*\(": ["workers/comm", "gpu", "sim/cuda", "models/cuda"],
    r"\bH5[A-Z]{1,2}\w*\s*\(": ["results/h5"],
}


def folder_of(path):
    """The most specific folder of the table that holds this include or file."""
    inside = [folder for folder in MAY_INCLUDE if str(path).startswith(folder + "/")]
    return max(inside, key=len, default=None)


def without_comments(text):
    return re.sub(r"//[^\n]*|/\*.*?\*/", "", text, flags=re.S)


def complaints(root, path):
    folder = folder_of(path.relative_to(root))
    text = without_comments(path.read_text())
    for include in re.findall(r'#include\s+[<"]([^>"]+)[>"]', text):
        target = folder_of(include)
        if target and target != folder and target not in MAY_INCLUDE[folder]:
            yield f"{path}: {folder}/ may not include {include}"
        for pattern, folders in MAY_USE.items():
            if re.match(pattern, include) and folder not in folders:
                yield f"{path}: {folder}/ may not include {include}"
    for pattern, homes in CALLS.items():
        for call in re.findall(pattern, text):
            if folder not in homes:
                yield f"{path}: {call.rstrip('( ')} may be called in {', '.join(f'{home}/' for home in homes)} only"


def main():
    root = pathlib.Path(sys.argv[1])
    sources = [p for folder in ("sweep", "gpu", "sim", "models", "workers", "results", "app")
               for p in (root / folder).rglob("*") if p.suffix in (".cpp", ".hpp", ".cu", ".cuh")]
    found = [complaint for path in sorted(sources) for complaint in complaints(root, path)]
    print("\n".join(found) or f"{len(sources)} sources keep the layers")
    sys.exit(1 if found or not sources else 0)


main()
