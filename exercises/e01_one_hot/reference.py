"""Writes reference.json beside this file, with PyTorch's one_hot.

Run: python3 reference.py
"""
import json
import pathlib

import torch


def case(name, ids, classes):
    rows = torch.nn.functional.one_hot(torch.tensor(ids), classes).double()
    return {"name": name, "inputs": {"ids": ids, "classes": classes}, "expected": rows.tolist()}


torch.manual_seed(1)
cases = [
    case("falling ids", [5, 3, 0], 6),
    case("repeated ids", [1, 4, 1, 1, 4], 7),
    case("a longer sentence", torch.randint(0, 9, (11,)).tolist(), 9),
]
text = ",\n".join(json.dumps(one) for one in cases)
made = "torch.nn.functional.one_hot"
pathlib.Path(__file__).with_name("reference.json").write_text(
    f'{{"made with": "{made}", "cases": [\n{text}\n]}}\n'
)
