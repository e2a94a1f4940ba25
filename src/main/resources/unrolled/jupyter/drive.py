"""Executes the cells of a notebook in a Jupyter kernel, one at a time, as it is told.

Standard input, one JSON value a line: first {"notebook", "folder", "kernel"}; then, for each cell
to run, {"index", "seconds"}. Standard output, one line each: {"ready"} when the kernel has
started; then the executed cell as {"cell"}; or {"problem"} and the end.
"""
import json
import sys

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError


def tell(**what):
    print(json.dumps(what), flush=True)


def run(client, order):
    client.timeout = order["seconds"]
    cell = client.nb.cells[order["index"]]
    try:
        client.execute_cell(cell, order["index"])
    except CellTimeoutError:
        pass  # the caller keeps the time
    tell(cell=cell)


def main():
    begin = json.loads(sys.stdin.readline())
    notebook = nbformat.reads(begin["notebook"], as_version=4)
    client = NotebookClient(
        notebook,
        kernel_name=begin["kernel"],
        allow_errors=True,
        interrupt_on_timeout=True,
        resources={"metadata": {"path": begin["folder"]}},
    )
    with client.setup_kernel():
        tell(ready=True)
        for line in sys.stdin:
            run(client, json.loads(line))


try:
    main()
except DeadKernelError:
    tell(problem="the kernel's process ended")
except Exception as error:
    tell(problem="%s: %s" % (type(error).__name__, error))
