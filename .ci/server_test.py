#!/usr/bin/python3
"""Runs cells through a real notebook server, as a browser would.

The server drops what a kernel sends beyond 1,000 messages a second, for good: lines of output, and
with them the result of the cell. So what is printed must come in few messages, in full, and before
the result.

Needs Debian's package jupyter-notebook, and the kernel spec that `./unrolled setup jupyter` writes;
run it with the Python that has Debian's packages.
"""
import asyncio
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid

from tornado.websocket import websocket_connect

HOME = pathlib.Path(__file__).resolve().parent.parent
WAIT = 120  # seconds: a machine that does much else may take long over what takes no time alone
TOKEN = uuid.uuid4().hex
LINES = 5_000

PRINT = f'for (int i = 0; i < {LINES}; i++) System.out.println("line " + i);\n6 * 7'
MIXED = (
    f"for (int i = 0; i < {LINES}; i++) {{\n"
    '  (i % 2 == 0 ? System.out : System.err).println("piece " + i);\n'
    "}\nnew unrolled.matrix.Matrix(1, 2)"
)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def ask(url, body=None):
    """What the server answers; with a body it is a POST."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Authorization": f"token {TOKEN}"})
    with urllib.request.urlopen(request, timeout=WAIT) as answer:
        return json.load(answer)


def await_server(url, server):
    end = time.time() + WAIT
    while True:
        try:
            return ask(url + "/api/status")
        except OSError:
            if server.poll() is not None or time.time() > end:
                raise
            time.sleep(0.2)


async def run(channel, code):
    """Runs a cell; gives what came on each stream, its result, its status, and the messages."""
    sent = uuid.uuid4().hex
    header = {"msg_id": sent, "msg_type": "execute_request", "username": "", "session": "s"}
    content = {"code": code, "silent": False, "store_history": True, "user_expressions": {},
               "allow_stdin": False}
    await channel.write_message(json.dumps({
        "header": {**header, "version": "5.3"}, "parent_header": {}, "metadata": {},
        "content": content, "channel": "shell", "buffers": []}))
    seen = {"stdout": "", "stderr": "", "result": None, "status": None, "messages": 0}
    idle = False
    while not idle or seen["status"] is None:
        message = json.loads(await asyncio.wait_for(channel.read_message(), WAIT))
        if message["parent_header"].get("msg_id") != sent:
            continue
        kind, content = message["header"]["msg_type"], message["content"]
        seen["messages"] += 1
        if kind == "stream":
            seen[content["name"]] += content["text"]
        elif kind == "execute_result":
            seen["result"] = content["data"]
        elif kind == "execute_reply":
            seen["status"] = content["status"]
        elif kind == "status":
            idle = content["execution_state"] == "idle"
    return seen


async def cells(url, kernel):
    socket_url = f"ws{url[4:]}/api/kernels/{kernel}/channels?token={TOKEN}"
    channel = await websocket_connect(socket_url, max_message_size=1 << 28)
    return [await run(channel, code) for code in ("1", PRINT, MIXED)]


def lines(word, numbers):
    return "".join(f"{word} {i}\n" for i in numbers)


def main():
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(
            [sys.executable, "-m", "notebook", "--no-browser", "--allow-root", f"--port={port}",
             f"--NotebookApp.token={TOKEN}", f"--notebook-dir={folder}"],
            env={**os.environ, "JUPYTER_PATH": str(HOME / "target" / "jupyter")},
            stderr=subprocess.PIPE, text=True)
        try:
            await_server(url, server)
            kernel = ask(url + "/api/kernels", {"name": "java"})["id"]
            _, printed, mixed = asyncio.run(cells(url, kernel))
        finally:
            server.terminate()
            said = server.communicate()[1]
    wrong = []

    def expect(what, good):
        print(("ok    " if good else "FAIL  ") + what, flush=True)
        if not good:
            wrong.append(what)

    expect(f"{LINES} lines arrive, each once and in order",
           printed["stdout"] == lines("line", range(LINES)))
    expect("the result arrives after them",
           printed["result"] is not None and printed["result"]["text/plain"] == "42")
    expect("lines of both streams arrive, with a result that is a table",
           mixed["stdout"] == lines("piece", range(0, LINES, 2))
           and mixed["stderr"] == lines("piece", range(1, LINES, 2))
           and mixed["result"] is not None and "text/html" in mixed["result"])
    expect("both cells end well", printed["status"] == mixed["status"] == "ok")
    expect("the server complains of no rate", "rate exceeded" not in said)
    print(f"messages for {LINES} lines: {printed['messages']}, of two streams {mixed['messages']}")
    if wrong:
        print(said[-3000:], file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
