"""Writes reference.json beside this file, with PyTorch in float64.

torch.nn.utils.clip_grad_norm_ adds 1e-6 to the norm before it divides. The exact form is written
here, and compared with it.

Run: python3 reference.py
"""
import json
import pathlib

import torch

torch.manual_seed(13)
torch.set_default_dtype(torch.float64)

SHAPES = [(2, 3), (1, 4), (3, 5)]


def case(name, max_norm):
    gradients = [torch.rand(shape) * 2 - 1 for shape in SHAPES]
    norm = torch.linalg.vector_norm(torch.cat([g.flatten() for g in gradients]))
    expected = [g * (max_norm / norm) if norm > max_norm else g for g in gradients]
    parameters = [torch.nn.Parameter(torch.zeros(shape)) for shape in SHAPES]
    for parameter, gradient in zip(parameters, gradients):
        parameter.grad = gradient.clone()
    torch.nn.utils.clip_grad_norm_(parameters, max_norm)
    for parameter, value in zip(parameters, expected):
        assert torch.allclose(parameter.grad, value, atol=1e-6), name
    return {
        "name": name,
        "inputs": {"gradients": [g.tolist() for g in gradients], "maxNorm": max_norm},
        "expected": [g.tolist() for g in expected],
    }


cases = [case("above", 0.75), case("below", 50.0)]
text = ",\n".join(json.dumps(one) for one in cases)
made = "torch.linalg.vector_norm, float64"
pathlib.Path(__file__).with_name("reference.json").write_text(
    f'{{"made with": "{made}", "cases": [\n{text}\n]}}\n'
)
