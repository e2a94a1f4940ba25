"""Writes reference.json beside this file, with torch.nn.RNNCell in float64.

Run: python3 reference.py
"""
import json
import pathlib

import torch

torch.manual_seed(5)
torch.set_default_dtype(torch.float64)


def case(name, n, d, h, use="x hPrev b"):
    def draw(*size, on=True):
        values = torch.rand(size) * 2 - 1
        return values if on else torch.zeros(size)

    x = draw(n, d, on="x" in use)
    hPrev = draw(n, h, on="hPrev" in use)
    Wx, Wh = draw(d, h), draw(h, h)
    b = draw(1, h, on="b" in use)
    cell = torch.nn.RNNCell(d, h)
    with torch.no_grad():
        cell.weight_ih.copy_(Wx.T)
        cell.weight_hh.copy_(Wh.T)
        cell.bias_ih.copy_(b[0])
        cell.bias_hh.zero_()
        expected = cell(x, hPrev)
    inputs = {"x": x, "hPrev": hPrev, "Wx": Wx, "Wh": Wh, "b": b}
    return {
        "name": name,
        "inputs": {key: value.tolist() for key, value in inputs.items()},
        "expected": expected.tolist(),
    }


cases = [
    case("x alone", 3, 4, 5, "x"),
    case("hPrev alone", 3, 4, 5, "hPrev"),
    case("b alone", 3, 4, 5, "b"),
    case("all terms", 3, 4, 5),
    case("batch of one", 1, 2, 3),
]
text = ",\n".join(json.dumps(one) for one in cases)
made = "torch.nn.RNNCell, float64"
pathlib.Path(__file__).with_name("reference.json").write_text(
    f'{{"made with": "{made}", "cases": [\n{text}\n]}}\n'
)
