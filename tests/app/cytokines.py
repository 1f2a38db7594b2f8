"""Simulated plates with a known answer, for the tests of the cytokine study."""
import csv

READOUTS = ["APRIL/TNFSF13", "Activin A", "BAFF/TNFSF13B", "CCL2 [MCP-1]", "CCL3 [MIP-1 alpha]", "CCL4 [MIP-1 beta]",
            "CCL5 (RANTES)", "CCL11 (Eotaxin-1)", "CXCL1 [GRO-alpha]", "CXCL5 [ENA-78]", "CXCL8 [IL-8]", "CXCL9 [MIG]"]

STUDY = """
name: plate
task: wells
seed: 5
settings:
  plate.readouts: 12
  plate.responding: 5
  plate.effect: 3
  training.epochs: 3
factors:
  data.readout: [%s]
  model.architecture: [pca_logistic, vit_linear]
  data.augmentation: [none, all]
""" % ", ".join(f'"{name}"' for name in READOUTS)


def truth(folder):
    """Which readouts follow the images, by what the simulator wrote beside them."""
    with open(folder / "truth.csv", newline="") as table:
        return {row["readout"]: row["responds"] == "yes" for row in csv.DictReader(table)}
