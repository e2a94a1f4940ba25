"""Runs what `./unrolled export` writes the way Gradescope, Kubernetes and GitHub Actions run it.

There is no such system here, so each is played: the folders it lays out, the rights it gives, the
steps it takes. What must come out is a result with the marks that the same class gets from
`./unrolled grade`.
"""

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

HOME = Path(__file__).resolve().parent.parent
EXERCISE = "e05_rnn_step"
STUDENTS = 4
SHARDS = 2
# What Docker gives to root in a container, as far as it matters here.
DOCKER = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID", "SETPCAP"]


def run(command, **options):
    done = subprocess.run(
        [str(word) for word in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **options,
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\nended with {done.returncode}:\n{done.stdout}")
    return done.stdout


def export(system, folder):
    options = ["--exercises", "e05", "--shards", SHARDS]
    run([HOME / "unrolled", "export", system, folder, *options], cwd=HOME)
    return folder


def contained(command, capabilities, mounts, environment, without=()):
    """Runs a command as root with few rights, no network, and these folders beside the system's."""
    java = Path(os.environ.get("JAVA_HOME") or Path(shutil.which("java")).resolve().parents[1])
    box = ["bwrap", "--unshare-net", "--unshare-pid", "--unshare-ipc", "--die-with-parent"]
    box += ["--ro-bind", "/usr", "/usr", "--ro-bind", "/etc", "/etc", "--ro-bind", java, java]
    for name in ("bin", "sbin", "lib", "lib64"):
        box += ["--symlink", f"usr/{name}", f"/{name}"]
    box += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]
    for tool in without:
        box += ["--ro-bind", "/dev/null", tool]
    for source, target, writable in mounts:
        box += ["--bind" if writable else "--ro-bind", source, target]
    box += ["--cap-drop", "ALL"]
    for capability in capabilities:
        box += ["--cap-add", f"CAP_{capability}"]
    box += ["--clearenv", "--setenv", "PATH", "/usr/bin:/bin", "--setenv", "JAVA_HOME", java]
    for name, value in environment.items():
        box += ["--setenv", name, value]
    return run([*box, "--", *command])


def marks(folder):
    """Everything but how well the machine was protected, which differs from place to place."""
    with open(folder / "gradebook.csv", newline="", encoding="utf-8-sig") as file:
        return [
            {name: value for name, value in row.items() if name not in ("sandbox", "sandbox reasons")}
            for row in csv.DictReader(file)
        ]


def gradescope(work, classroom, points):
    zipped = export("gradescope", work / "gradescope") / "autograder.zip"
    root = work / "autograder"
    for folder in ("source", "results"):
        (root / folder).mkdir(parents=True)
    run(["unzip", "-q", zipped, "-d", root / "source"])
    shutil.copy(root / "source" / "run_autograder", root)
    metadata = {"id": 1, "users": [{"email": "ada@example.com", "name": "Ada"}]}
    (root / "submission_metadata.json").write_text(json.dumps(metadata))

    # Debian has the packages that the image is built with.
    stubs = work / "stubs"
    stubs.mkdir()
    (stubs / "apt-get").write_text(
        '#!/bin/sh\n[ "$1" = update ] || exec /usr/bin/apt-get --simulate "$@"\n'
    )
    (stubs / "apt-get").chmod(0o755)
    run(["sh", root / "source" / "setup.sh"], env={**os.environ, "PATH": f"{stubs}:/usr/bin:/bin"})

    for student, wanted in points.items():
        shutil.rmtree(root / "submission", ignore_errors=True)
        (root / "results" / "results.json").unlink(missing_ok=True)
        # A student uploads a file, not a folder.
        shutil.copytree(classroom / student / EXERCISE, root / "submission")
        said = contained(
            ["/autograder/run_autograder"],
            DOCKER,
            [(root, "/autograder", True)],
            {},
            # Docker does not let bubblewrap work; here it would.
            without=["/usr/bin/bwrap"],
        )
        results = json.loads((root / "results" / "results.json").read_text())
        if results["score"] != wanted:
            sys.exit(f"Gradescope: {student} should get {wanted} points.\n{said}\n{results}")
        if "limits" not in json.dumps(results):
            sys.exit(f"Gradescope: the level of protection is not in the result:\n{results}")
    mode = (root / "source").stat().st_mode & 0o777
    if mode != 0o700:
        sys.exit(f"Gradescope: the hidden tests lie in a folder of mode {mode:o}.")
    print(f"Gradescope: {len(points)} hand-ins by run_autograder, each with its marks")


def kubernetes(work, classroom, wanted):
    folder = export("kubernetes", work / "kubernetes")
    out = work / "volume" / "out"
    out.mkdir(parents=True)
    documents = list(yaml.safe_load_all((folder / "grade.yaml").read_text()))
    grade = next(document for document in documents if document["kind"] == "Job")
    merge = yaml.safe_load((folder / "merge.yaml").read_text())
    pods = [(grade, {"JOB_COMPLETION_INDEX": str(index)}) for index in range(SHARDS)]
    for job, environment in [*reversed(pods), (merge, {})]:
        container = job["spec"]["template"]["spec"]["containers"][0]
        sources = {"submissions": classroom, "out": out}
        mounts = [(folder / "grader", "/opt/unrolled", False)]
        mounts += [
            (sources[mount["subPath"]], mount["mountPath"], not mount.get("readOnly"))
            for mount in container["volumeMounts"]
            if mount["name"] == "class"
        ]
        rights = container["securityContext"]["capabilities"].get("add", [])
        contained(container["command"], rights, mounts, environment, without=["/usr/bin/bwrap"])
    if marks(out / "gradebook") != wanted:
        sys.exit(f"Kubernetes: {wanted} became {marks(out / 'gradebook')}")
    print(f"Kubernetes: {SHARDS} pods and the merge, with the marks of a single run")


def actions(work, classroom, wanted):
    repository = export("actions", work / "actions")
    shutil.copytree(classroom, repository / "submissions")
    workflow = yaml.safe_load((repository / ".github" / "workflows" / "grade.yml").read_text())
    artifacts = work / "artifacts"
    stubs = work / "runner"
    stubs.mkdir()
    (stubs / "sudo").write_text('#!/bin/sh\nexec "$@"\n')
    (stubs / "sudo").chmod(0o755)
    path = f"{stubs}:{os.environ['PATH']}"

    def job(name, shard=""):
        fresh = work / f"runner-{name}-{shard}"
        shutil.copytree(repository, fresh)

        def filled(text):
            return text.replace("${{ matrix.shard }}", str(shard))

        for step in workflow["jobs"][name]["steps"]:
            given = {key: filled(str(value)) for key, value in step.get("with", {}).items()}
            action = step.get("uses", "").split("@")[0]
            if action == "actions/upload-artifact":
                shutil.copytree(fresh / given["path"], artifacts / given["name"])
            elif action == "actions/download-artifact":
                for artifact in artifacts.glob(given["pattern"]):
                    shutil.copytree(artifact, fresh / given["path"] / artifact.name)
            elif "run" in step and step["name"] != "Install":
                own = {key: filled(str(value)) for key, value in step.get("env", {}).items()}
                run(
                    ["bash", "-e", "-c", filled(step["run"])],
                    cwd=fresh,
                    env={**os.environ, "PATH": path, **own},
                )

    for shard in workflow["jobs"]["grade"]["strategy"]["matrix"]["shard"]:
        job("grade", shard)
    job("merge")
    if marks(artifacts / "gradebook") != wanted:
        sys.exit(f"Actions: {wanted} became {marks(artifacts / 'gradebook')}")
    print(f"Actions: the steps of {SHARDS} jobs and the merge, with the marks of a single run")


def main():
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        work.chmod(0o755)
        classroom = work / "class"
        generator = HOME / "src/bench/java/unrolled/bench/GeneratedClass.java"
        run(["java", generator, HOME, EXERCISE, STUDENTS, classroom])
        single = work / "single"
        run([HOME / "unrolled", "grade", classroom, "--out", single, "--exercises", "e05"])
        scores = {}
        for result in (single / "gradescope").glob("*.json"):
            results = json.loads(result.read_text())
            student = result.name[: len("student-0001")]
            scores[student] = results["score"]
        wanted = marks(single)
        if len(wanted) != STUDENTS or len(set(scores.values())) < 2:
            sys.exit(f"the class should have {STUDENTS} students with different marks: {scores}")
        two = dict(sorted(scores.items())[:2])
        gradescope(work, classroom, two)
        kubernetes(work, classroom, wanted)
        actions(work, classroom, wanted)


main()
