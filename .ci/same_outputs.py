"""Compares the outputs of notebooks that two kernels have run, cell by cell.

usage: same_outputs.py FOLDER FOLDER

Compared are the notebooks in the second folder; the first may hold more.

An output counts as the same if it is of the same kind and has the same MIME types. Text that a
kernel sends in one piece or in several is one output.
"""

import json
import sys
from pathlib import Path


def kinds(cell):
    """What a cell has put out: "stdout", "execute_result: text/html text/plain", and so on."""
    found = []
    for output in cell["outputs"]:
        kind = output["output_type"]
        if kind == "stream":
            kind = output["name"]
            if found[-1:] == [kind]:
                continue
        elif "data" in output:
            kind += ": " + " ".join(sorted(output["data"]))
        found.append(kind)
    return found


def outputs(folder):
    """What each cell of each notebook has put out, by notebook and cell."""
    found = {}
    for file in sorted(Path(folder).glob("*.ipynb")):
        for cell in json.loads(file.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                found[file.stem, cell["id"]] = kinds(cell)
    return found


one, other = map(outputs, sys.argv[1:])
run = {notebook for notebook, _ in other}
one = {key: kinds for key, kinds in one.items() if key[0] in run}
different = [key for key in sorted(one.keys() | other.keys()) if one.get(key) != other.get(key)]
for notebook, cell in different:
    print(f"{notebook}, cell {cell}:")
    print(f"  {sys.argv[1]}: {one.get((notebook, cell))}")
    print(f"  {sys.argv[2]}: {other.get((notebook, cell))}")
print(f"{len(one)} cells, {len(different)} with other outputs")
sys.exit(1 if different or not one else 0)
