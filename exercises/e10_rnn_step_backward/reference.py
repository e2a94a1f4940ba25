"""Writes reference.json beside this file, with the autograd of PyTorch in float64.

Run: python3 reference.py
"""
import json
import pathlib

import torch

torch.manual_seed(10)
torch.set_default_dtype(torch.float64)


def case(name, n, d, h):
    def draw(*size):
        return torch.rand(size) * 2 - 1

    dh = draw(n, h)
    w = {"x": draw(n, d), "hPrev": draw(n, h), "Wx": draw(d, h), "Wh": draw(h, h), "b": draw(1, h)}
    for tensor in w.values():
        tensor.requires_grad_()
    out = torch.tanh(w["x"] @ w["Wx"] + w["hPrev"] @ w["Wh"] + w["b"])
    out.backward(dh)
    inputs = {"dh": dh} | w
    return {
        "name": name,
        "inputs": {key: value.tolist() for key, value in inputs.items()},
        "expected": {"d" + key: value.grad.tolist() for key, value in w.items()},
    }


cases = [case("all terms", 3, 4, 5), case("batch of one", 1, 3, 2)]
text = ",\n".join(json.dumps(one) for one in cases)
made = "torch autograd, float64"
pathlib.Path(__file__).with_name("reference.json").write_text(
    f'{{"made with": "{made}", "cases": [\n{text}\n]}}\n'
)
