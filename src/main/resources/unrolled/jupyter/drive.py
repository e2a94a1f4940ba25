"""Executes the cells of a notebook in a Jupyter kernel, one at a time, as it is told.

Standard input, one JSON value a line: first {"notebook", "folder", "kernel", "starts", "seconds"},
with how often a start may be tried, and how long each may take; then, for each cell to run,
{"index", "seconds"}. Standard output, one line each: {"hung"}, the number of starts that came to
nothing, when the kernel has started or is given up; then the executed cell as {"cell"}; or
{"problem"} and the end.
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


def session(begin, hung):
    """Runs cells until there are no more; False if the kernel did not start."""
    client = NotebookClient(
        nbformat.reads(begin["notebook"], as_version=4),
        kernel_name=begin["kernel"],
        startup_timeout=begin["seconds"],
        allow_errors=True,
        interrupt_on_timeout=True,
        resources={"metadata": {"path": begin["folder"]}},
    )
    started = False
    try:
        with client.setup_kernel():
            started = True
            tell(hung=hung)
            for line in sys.stdin:
                run(client, json.loads(line))
    except (RuntimeError, AssertionError) as error:
        # The assertion is nbclient 0.7's, which tidies up twice after a start that it gave up.
        if started or isinstance(error, RuntimeError) and "respond" not in str(error):
            raise
    return started


def main():
    begin = json.loads(sys.stdin.readline())
    hung = 0
    while not session(begin, hung):
        hung += 1
        if hung == begin["starts"]:
            tell(hung=hung)
            return


try:
    main()
except DeadKernelError:
    tell(problem="the kernel's process ended")
except Exception as error:
    tell(problem="%s: %s" % (type(error).__name__, error))
