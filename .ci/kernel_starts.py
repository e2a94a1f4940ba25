#!/usr/bin/python3
"""Starts this checkout's Java kernel many times in a row and tries what users do to kernels.

Usage: kernel_starts.py [STARTS]    (50 unless told otherwise)

Each start must answer a first cell with the right result. After that, in one session: interrupts
of a sleep, of a busy loop and of library code, with the processor idle after each; input; errors
that are no exceptions; and a kernel that ends with the process that started it.

Needs Debian's packages jupyter-client and python3-psutil, and the kernel spec that
`./unrolled setup jupyter` writes; run it with the Python that has Debian's packages.
"""
import os
import pathlib
import queue
import subprocess
import sys
import tempfile
import time

HOME = pathlib.Path(__file__).resolve().parent.parent
os.environ["JUPYTER_PATH"] = str(HOME / "target" / "jupyter")

import psutil  # noqa: E402
from jupyter_client.manager import start_new_kernel  # noqa: E402

WAIT = 120  # seconds: a machine that does much else may take long over what takes no time alone

FAILURES = []


def check(what, good, seen=""):
    print(("ok    " if good else "FAIL  ") + what + ("" if good else f": {seen}"), flush=True)
    if not good:
        FAILURES.append(what)


def run(client, code, timeout=WAIT, answer=None, while_running=lambda: None, allow_stdin=False):
    """Runs a cell; gives its status, its results and printed text, and its error."""
    while answer is not None:  # a question that was interrupted is not this cell's
        try:
            client.get_stdin_msg(timeout=0.1)
        except queue.Empty:
            break
    message = client.execute(code, allow_stdin=allow_stdin or answer is not None)
    text, error, acted = "", [], False
    end = time.time() + timeout
    while time.time() < end:
        if answer is not None:
            try:
                client.get_stdin_msg(timeout=0.1)
                client.input(answer)
                answer = None
            except queue.Empty:
                pass
        try:
            reply = client.get_iopub_msg(timeout=0.2)
        except queue.Empty:
            continue
        if reply["parent_header"].get("msg_id") != message:
            continue
        kind, content = reply["msg_type"], reply["content"]
        if kind == "stream":
            text += content["text"]
            if not acted and "go" in text:
                acted = True
                while_running()
        elif kind in ("execute_result", "display_data"):
            text += content["data"]["text/plain"]
        elif kind == "error":
            error = [content["ename"], *content["traceback"]]
        elif kind == "status" and content["execution_state"] == "idle":
            return text, error
    return text, ["time-out"]


def starts(count):
    times, good = [], 0
    for number in range(count):
        begin = time.time()
        manager, client = None, None
        try:
            manager, client = start_new_kernel(kernel_name="java", startup_timeout=WAIT)
            text, error = run(client, "6 * 7")
            if text == "42" and not error:
                good += 1
                times.append(time.time() - begin)
            else:
                print(f"start {number + 1}: {text} {error}", flush=True)
        except RuntimeError as e:
            print(f"start {number + 1}: {e}", flush=True)
        finally:
            if client:
                client.stop_channels()
            if manager:
                manager.shutdown_kernel(now=True)
    times.sort()
    middle = times[len(times) // 2] if times else 0
    check(f"{good} of {count} starts, first result after {middle:.1f} s (median)", good == count)


def interrupts(manager, client):
    process = psutil.Process(manager.provisioner.process.pid)
    cells = {
        "a sleep": 'System.out.println("go"); Thread.sleep(60_000);',
        "a busy loop": 'double x = 1;\nSystem.out.println("go"); while (true) x = Math.sin(x);',
        "a wait for input":
            'System.out.println("go"); new java.util.Scanner(System.in).nextLine();',
        "a wait for a connection":
            'System.out.println("go"); new java.net.ServerSocket(0).accept();',
        "a loop that swallows all":
            'System.out.println("go");\n'
            'while (true) try { Thread.sleep(10); } catch (Throwable t) { }',
        "a loop over library calls":
            'var m = new Matrix(64, 64);\n'
            'System.out.println("go"); while (true) m = m.matmul(m);',
        "a value whose text never ends":
            "class Endless { public String toString() {"
            ' System.out.println("go"); while (true); } }\nnew Endless()',
    }
    for name, cell in cells.items():
        begin = time.time()
        _, error = run(client, cell, while_running=manager.interrupt_kernel, allow_stdin=True)
        took = time.time() - begin
        check(f"interrupt of {name}", error[:1] == ["Interrupted"] and took < 20, error)
        busy = 100
        for _ in range(20):  # the compiler and the collector may still be at it for a moment
            process.cpu_percent()
            time.sleep(1)
            busy = process.cpu_percent()
            if busy < 30:
                break
        check(f"the processor is idle after {name} ({busy:.0f} %)", busy < 30, busy)
        check("the session goes on", run(client, "1 + 2") == ("3", []))


def streams(client):
    message = client.execute(
        'for (int i = 0; i < 5000; i++) System.out.println(i);\n'
        'for (byte b : "ä€𝄞".getBytes("UTF-8")) { System.out.write(b); System.out.flush(); }\n"end"')
    seen, messages, result = "", 0, ""
    while True:
        reply = client.get_iopub_msg(timeout=WAIT)
        if reply["parent_header"].get("msg_id") != message:
            continue
        if reply["msg_type"] == "stream":
            seen, messages = seen + reply["content"]["text"], messages + 1
        elif reply["msg_type"] == "execute_result":
            result = reply["content"]["data"]["text/plain"]
        elif reply["content"].get("execution_state") == "idle":
            break
    wanted = "".join(f"{i}\n" for i in range(5000)) + "ä€𝄞"
    check(f"5,000 lines whole, in {messages} messages, and the result",
          seen == wanted and result == "end" and messages < 300, (len(seen), messages, result))

    text, error = run(client, 'var t = new Thread(() -> { throw new Error("why"); }, "mine");\n'
                      "t.start(); t.join();")
    check("what ends a thread is told", 'Exception in thread "mine": java.lang.Error: why' in text,
          (text, error))
    late = client.execute('new Thread(() -> { try { Thread.sleep(1000); } catch (Exception e) { }'
                          ' System.out.println("late"); }).start();')
    end, found = time.time() + 20, False
    while time.time() < end and not found:
        try:
            reply = client.get_iopub_msg(timeout=1)
        except queue.Empty:
            continue
        found = (reply["msg_type"] == "stream" and "late" in reply["content"]["text"]
                 and reply["parent_header"].get("msg_id") == late)
    check("what a thread prints after its cell goes to the notebook", found)
    for cell in ["System.out.close();",
                 "System.setOut(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()));"]:
        lost, _ = run(client, cell)
        text, error = run(client, 'System.out.println("heard");')
        check(f"{cell[:18]}… does not mute the next cell", text.strip() == "heard", (text, error))
    check("a stream that was replaced is told", "was replaced in this cell" in lost, lost)

    run(client, "class A {} class B extends A {} class C extends A {}")
    text, error = run(client, "boolean yes = true;\nA pick = yes ? new B() : new C();\n"
                      "pick.getClass().getSimpleName()")
    check("classes of the session in one ?:", text == "B" and not error, (text, error))
    _, error = run(client, 'String big = "' + "a" * 70_000 + '";')
    check("a string that is too long is told", error[:1] == ["Compile error"], error)
    check("the session goes on", run(client, "1 + 2") == ("3", []))


def reply_to(client, code, **how):
    """The reply to a cell, and the kinds of messages that were broadcast beside the status."""
    message = client.execute(code, **how)
    reply = client.get_shell_msg(timeout=WAIT)
    while reply["parent_header"].get("msg_id") != message:
        reply = client.get_shell_msg(timeout=WAIT)
    kinds = []
    while True:
        seen = client.get_iopub_msg(timeout=WAIT)
        if seen["parent_header"].get("msg_id") != message:
            continue
        if seen["content"].get("execution_state") == "idle":
            return reply["content"], kinds
        if seen["msg_type"] != "status":
            kinds.append(seen["msg_type"])


def requests(client):
    """What a request may ask for beside running a cell."""
    before, _ = reply_to(client, "1 + 1")
    content, kinds = reply_to(client, 'System.out.println("loud");\nshow(1);\n2', silent=True)
    check("a silent cell says nothing", kinds == [] and content["status"] == "ok", (kinds, content))
    _, kinds = reply_to(client, "1 / 0", silent=True)
    check("a silent cell that fails says nothing", kinds == [], kinds)
    content, kinds = reply_to(client, "21 + 21", store_history=False)
    check("a cell that is not stored shows its result", "execute_result" in kinds, kinds)
    content, _ = reply_to(client, "int n = 5;", user_expressions={
        "good": "n + 1", "bad": "n / 0", "html": "Matrix.row(1, 2)"})
    check("what is not stored is not counted",
          content["execution_count"] == before["execution_count"] + 1, (before, content))
    values = content["user_expressions"]
    check("expressions beside a cell are answered",
          values["good"] == {"status": "ok", "data": {"text/plain": "6"}, "metadata": {}}
          and values["bad"]["status"] == "error"
          and values["bad"]["ename"] == "ArithmeticException"
          and "<table" in values["html"]["data"]["text/html"], values)
    client.history(hist_access_type="tail", n=10, raw=True, output=False)
    reply = client.get_shell_msg(timeout=WAIT)
    while reply["msg_type"] != "history_reply":
        reply = client.get_shell_msg(timeout=WAIT)
    cells = [entry[2] for entry in reply["content"]["history"]]
    check("history has what is stored and nothing else",
          "21 + 21" not in cells and not any("loud" in cell for cell in cells)
          and cells[-1] == "int n = 5;", cells)
    _, error = run(client, "Runtime.getRuntime().exit(3)")
    check("Runtime.exit is told", error[:1] == ["UnsupportedOperationException"], error)
    _, error = run(client, "java.util.stream.IntStream.of(3).forEach(System::exit)")
    check("System::exit is told", error[:1] == ["UnsupportedOperationException"], error)


def script():
    """A notebook as a script has a name that JShell's users know."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["/usr/bin/jupyter", "nbconvert", "--log-level=ERROR", "--to", "script",
             "--output-dir", folder, HOME / "notebooks" / "01-order-is-information.ipynb"],
            check=True)
        found = os.listdir(folder)
    check("a script ends in .jshell", found == ["01-order-is-information.jshell"], found)


def survival(client):
    text, error = run(client, "new java.util.Scanner(System.in).nextLine()", answer="Ada")
    check("input", text.endswith("Ada") and not error, (text, error))
    run(client, "class Loop { public String toString() { return \"\" + this; } }")
    text, error = run(client, "new Loop()")
    check("a toString without end is told", "StackOverflowError" in text, (text, error))
    for name, cell in {
        "StackOverflowError": "int f(int x) { return f(x + 1); }\nf(0)",
        "NoSuchMethodError": 'throw new NoSuchMethodError("f");',
        "OutOfMemoryError": "var all = new ArrayList<long[]>();\n"
        "while (true) all.add(new long[10_000_000]);",
        "UnsupportedOperationException": "System.exit(3)",
    }.items():
        _, error = run(client, cell, timeout=WAIT)
        check(f"{name} is told", error[:1] == [name], error)
        run(client, "all = null;") if name == "OutOfMemoryError" else None
        check("the session goes on", run(client, "1 + 2") == ("3", []))


def run_all(client):
    """Sends cells at once, as "Run all" of the classic notebook does."""
    cells = ["int n = 1;", 'throw new IllegalStateException("on purpose");', "n = 2;", "n = 3;"]
    sent = [client.execute(cell) for cell in cells]
    replies = {}
    while not replies.keys() >= set(sent):
        reply = client.get_shell_msg(timeout=WAIT)
        replies[reply["parent_header"].get("msg_id")] = reply["content"]["status"]
    statuses = [replies.get(message) for message in sent]
    check("cells behind a failed one are passed over",
          statuses == ["ok", "error", "aborted", "aborted"], statuses)
    check("the next cell runs", run(client, "n") == ("1", []))


PARENT = """
import os, sys, time
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name="java")
print(manager.provisioner.process.pid, flush=True)
time.sleep(1)
os._exit(0)
"""


def parent():
    # Not subprocess.run: it would wait for the pipe, which the kernel holds too.
    starter = subprocess.Popen(
        [sys.executable, "-Xfrozen_modules=off", "-c", PARENT], stdout=subprocess.PIPE, text=True
    )
    pid = int(starter.stdout.readline())
    starter.wait()
    end = time.time() + 10
    while time.time() < end and psutil.pid_exists(pid):
        time.sleep(0.2)
    check("the kernel ends with the process that started it", not psutil.pid_exists(pid))


def main():
    starts(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
    manager, client = start_new_kernel(kernel_name="java")
    interrupts(manager, client)
    streams(client)
    requests(client)
    survival(client)
    run_all(client)
    manager.restart_kernel()
    client.wait_for_ready(timeout=WAIT)
    check("restart", run(client, "2 + 2") == ("4", []))
    client.stop_channels()
    process = psutil.Process(manager.provisioner.process.pid)
    manager.shutdown_kernel()
    check("shutdown", not process.is_running())
    parent()
    script()
    print(f"{len(FAILURES)} failures")
    sys.exit(1 if FAILURES else 0)


if __name__ == "__main__":
    main()
