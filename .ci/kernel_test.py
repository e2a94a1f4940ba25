#!/usr/bin/python3
"""Debian's conformance suite for Jupyter kernels, on this checkout's Java kernel.

Needs the packages jupyter-client and python3-jupyter-kernel-test, and the kernel spec that
`./unrolled setup jupyter` writes; run it with the Python that has Debian's packages.
"""
import os
import pathlib
import unittest

HOME = pathlib.Path(__file__).resolve().parent.parent
os.environ["JUPYTER_PATH"] = str(HOME / "target" / "jupyter")

import jupyter_kernel_test  # noqa: E402  (reads the path above)


class JavaKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "java"
    language_name = "java"
    file_extension = ".jshell"
    code_hello_world = 'System.out.println("hello, world")'
    code_stderr = 'System.err.println("a warning")'
    code_generate_error = 'throw new IllegalStateException("on purpose");'
    code_inspect_sample = "Math.floorMod"
    code_page_something = ""
    code_clear_output = ""
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"a<b>"', "result": "a<b>"},
        {"code": "int x = 3;\nx + 1 // one more", "result": "4"},
        {"code": "new java.awt.image.BufferedImage(2, 2, 1)", "mime": "image/png"},
        {"code": "List.of(1, 2)", "result": "[1, 2]"},
    ]
    code_display_data = [
        {"code": 'Show.html("<b>7</b>")', "mime": "text/html"},
        {"code": "show(7)", "mime": "text/plain"},
        {"code": "show(new java.awt.image.BufferedImage(2, 2, 1))", "mime": "image/png"},
    ]
    completion_samples = [
        {"text": "Math.floorM", "matches": {"floorMod("}},
        {"text": 'String s = "a";\ns.isBl', "matches": {"isBlank()"}},
        {"text": "nothing.of.the.kind", "matches": set()},
    ]
    complete_code_samples = ["1 + 1", "int f() {\n  return 1;\n}", "", "// a comment"]
    incomplete_code_samples = ["int f() {", "int x = (3 +", "for (;;)"]
    invalid_code_samples = ["%magic", 'String s = "abc']
    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "6 [*] 7"

    def execute_helper(self, *arguments, **options):
        """The suite's own waits a tenth of a second for each message, too little on a busy machine."""
        channel = self.kc.iopub_channel
        get = channel.get_msg
        channel.get_msg = lambda timeout: get(timeout=max(timeout, 60))
        try:
            return super().execute_helper(*arguments, **options)
        finally:
            del channel.get_msg


if __name__ == "__main__":
    unittest.main(verbosity=2)
