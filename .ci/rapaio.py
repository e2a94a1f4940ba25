#!/usr/bin/python3
"""Runs notebooks under Rapaio's Java kernel, from the registry, with this checkout's library.

Usage: rapaio.py NOTEBOOK...

About one start in ten of this kernel leaves a channel dead (a race in its LoopThread), and the
client waits in vain; such a start is given up after a while and made again. An error in a cell is
not tried again. The executed notebooks are written to target/rapaio.

Needs Debian's packages python3-nbclient and jupyter-client and a built checkout; run it with the
Python that has Debian's packages.
"""
import json
import os
import pathlib
import re
import subprocess
import sys

HOME = pathlib.Path(__file__).resolve().parent.parent
OUT = HOME / "target" / "rapaio"
os.environ["JUPYTER_PATH"] = str(OUT)

import nbclient  # noqa: E402
import nbformat  # noqa: E402

STARTS = 10
START_SECONDS = 20


def jar():
    version = re.search(r"<rapaio.version>(.*?)<", (HOME / "pom.xml").read_text())[1]
    name = f"rapaio-jupyter-kernel-{version}.jar"
    if not (OUT / name).exists():
        artifact = f"io.github.padreati:rapaio-jupyter-kernel:{version}"
        subprocess.run(
            ["mvn", "-q", "-B", "dependency:copy", f"-Dartifact={artifact}",
             f"-DoutputDirectory={OUT}"],
            cwd=HOME, check=True)
    return OUT / name


def spec():
    classes = HOME / "target" / "classes"
    libraries = (HOME / "target" / "class-path.txt").read_text().strip()
    java = pathlib.Path(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
    vector = ["--add-modules", "jdk.incubator.vector"]
    folder = OUT / "kernels" / "rapaio"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kernel.json").write_text(json.dumps({
        "display_name": "Java (Rapaio)",
        "language": "java",
        "interrupt_mode": "message",
        "argv": [str(java), *vector, "-Djava.awt.headless=true", f"-Dunrolled.home={HOME}",
                 "-cp", os.pathsep.join([str(jar()), str(classes), libraries]),
                 "org.rapaio.jupyter.kernel.MainApp", "{connection_file}"],
        "env": {
            "RJK_COMPILER_OPTIONS": " ".join(vector),
            "RJK_INIT_SCRIPT": str(classes / "unrolled" / "notebook" / "start.jsh"),
        },
    }, indent=2))


def run(path):
    for start in range(1, STARTS + 1):
        notebook = nbformat.read(path, as_version=4)
        client = nbclient.NotebookClient(
            notebook, kernel_name="rapaio", timeout=180, startup_timeout=START_SECONDS,
            resources={"metadata": {"path": str(path.parent)}})
        try:
            with open(OUT / "kernel.log", "a") as log:
                client.execute(stderr=log)
        except (RuntimeError, AssertionError) as e:
            # An error in a cell has a type of its own. The assertion is nbclient 0.7's, which
            # tidies up a second time after a start that it has given up.
            if isinstance(e, RuntimeError) and "didn't respond" not in str(e):
                raise
            print(f"{path.name}: start {start} hung, as some do; starting again", flush=True)
            continue
        nbformat.write(notebook, OUT / path.name)
        print(f"{path.name}: ok under Rapaio, start {start}", flush=True)
        return True
    print(f"{path.name}: {STARTS} starts hung", flush=True)
    return False


def main():
    if len(sys.argv) < 2:
        sys.exit("rapaio.py: expected notebooks to run")
    OUT.mkdir(parents=True, exist_ok=True)
    spec()
    failed = 0
    for name in sys.argv[1:]:
        try:
            failed += not run(pathlib.Path(name).resolve())
        except nbclient.exceptions.CellExecutionError as e:
            print(f"{name}: {e}", flush=True)
            failed += 1
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
