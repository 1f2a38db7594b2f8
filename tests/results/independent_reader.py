"""Reads a results file, or a file of spectra, knowing nothing of gridsweep: prints what it finds, line by line."""
import sys

import h5py
import numpy
import pandas

with h5py.File(sys.argv[1]) as file:
    for name, value in file.attrs.items():
        print(f"attribute {name} = {value!r}")
    if "spectra" in file:
        print("spectra", file["spectra"].dtype, file["spectra"].shape, file["spectra"][1, 1, 2, 0])
        print("label", file["label"].dtype, file["label"][:].tolist())
        sys.exit()
    trials = file["trials"]
    print("fields", " ".join(trials.dtype.names))
    print("states", sorted(h5py.check_enum_dtype(trials.dtype["state"]).items(), key=lambda item: item[1]))
    print("multiple of 64", trials.dtype.itemsize % 64 == 0)
    print("contiguous", trials.chunks is None and file["curves/train_loss"].chunks is None)
    frame = pandas.DataFrame(trials[:])
    print("frame", frame.shape[0], frame["test_accuracy"].isna().sum())
    row = frame.iloc[3]
    for name in ("id", "state", "data.snr", "model.architecture", "replicate", "test_accuracy", "samples",
                 "curve_epochs", "attempts", "incarnation", "host", "device", "first_rank", "team_size", "start_time",
                 "message"):
        print(f"row {name} = {row[name]!r}")
    names = file["predictions"].get("sample")
    print("samples have no names" if names is None else f"predictions/sample {list(names.asstr()[:])}")
    for name in ("curves/train_loss", "curves/test_accuracy", "curves/validation_loss", "curves/validation_accuracy",
                 "predictions/logits", "predictions/label", "predictions/split"):
        print(name, file[name].dtype, file[name].shape, numpy.ravel(file[name][3]).tolist())
