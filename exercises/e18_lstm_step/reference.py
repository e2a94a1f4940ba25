"""Writes reference.json beside this file, with torch.nn.LSTMCell in float64.

PyTorch's blocks are in the order i, f, g, o, as they are here.

Run: python3 reference.py
"""
import json
import pathlib

import torch

torch.manual_seed(18)
torch.set_default_dtype(torch.float64)

BLOCKS = "ifgo"
OPEN, SHUT = 50.0, -50.0


def case(name, n, d, h, weights=BLOCKS, bias=None, keep=True):
    """The blocks not in weights have none, and the bias that is given for them."""

    def draw(*size):
        return torch.rand(size) * 2 - 1

    x, hPrev, cPrev = draw(n, d), draw(n, h), draw(n, h)
    Wx, Wh, b = draw(d, 4 * h), draw(h, 4 * h), draw(1, 4 * h)
    for at, block in enumerate(BLOCKS):
        if block not in weights:
            columns = slice(at * h, (at + 1) * h)
            Wx[:, columns], Wh[:, columns], b[:, columns] = 0, 0, bias[block]
    if not keep:
        cPrev = torch.zeros(n, h)
    cell = torch.nn.LSTMCell(d, h)
    with torch.no_grad():
        cell.weight_ih.copy_(Wx.T)
        cell.weight_hh.copy_(Wh.T)
        cell.bias_ih.copy_(b[0])
        cell.bias_hh.zero_()
        new_h, new_c = cell(x, (hPrev, cPrev))
    inputs = {"x": x, "hPrev": hPrev, "cPrev": cPrev, "Wx": Wx, "Wh": Wh, "b": b}
    return {
        "name": name,
        "inputs": {key: value.tolist() for key, value in inputs.items()},
        "expected": {"h": new_h.tolist(), "c": new_c.tolist()},
    }


cases = [
    case("cPrev alone", 3, 4, 2, "", {"i": 0, "f": 0, "g": 0, "o": 0}),
    # The others are set so that a slip in one of them does not show: a candidate of 50 is 1 with
    # tanh and with the sigmoid, and without cPrev it does not matter what is forgotten.
    case("i alone", 3, 4, 2, "i", {"f": OPEN, "g": OPEN, "o": OPEN}, keep=False),
    case("f alone", 3, 4, 2, "f", {"i": SHUT, "g": 0, "o": OPEN}),
    case("g alone", 3, 4, 2, "g", {"i": OPEN, "f": OPEN, "o": OPEN}, keep=False),
    case("o alone", 3, 4, 2, "o", {"i": OPEN, "f": OPEN, "g": OPEN}, keep=False),
    case("all terms", 3, 4, 5),
    case("batch of one", 1, 2, 3),
]
text = ",\n".join(json.dumps(one) for one in cases)
made = "torch.nn.LSTMCell, float64"
pathlib.Path(__file__).with_name("reference.json").write_text(
    f'{{"made with": "{made}", "cases": [\n{text}\n]}}\n'
)
