"""Executes the cells of a notebook in a Jupyter kernel, one at a time, as it is told.

Standard input, one JSON value a line: first {"notebook", "folder", "kernel", "starts", "seconds"},
with how often a start may be tried, and how long each may take; then, for each cell to run,
{"index", "seconds"}. Standard output, one line each: {"hung"}, the number of starts that came to
nothing, when the kernel has started or is given up; then the executed cell as {"cell"}; or
{"problem"} and the end.
"""
import json
import socket
import sys
import time

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


class PatientClient(NotebookClient):
    """Says nothing to a kernel that is not listening yet.

    Rapaio's reads from its shell channel before it has what it needs to answer: a message that is
    waiting there when the channel opens ends its thread, and the kernel hangs.
    """

    def start_new_kernel_client(self, **arguments):
        begin = time.monotonic()
        while time.monotonic() < begin + self.startup_timeout and not self.is_listening():
            time.sleep(0.1)
        # What it still needs takes a part of what it needed so far, longer on a busy machine.
        time.sleep(1 + (time.monotonic() - begin) / 2)
        return super().start_new_kernel_client(**arguments)

    def is_listening(self):
        try:
            socket.create_connection((self.km.ip, self.km.shell_port), 1).close()
            return True
        except OSError:
            return False


def session(begin, hung):
    """Runs cells until there are no more; False if the kernel did not start."""
    kind = PatientClient if begin["starts"] > 1 else NotebookClient
    client = kind(
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
