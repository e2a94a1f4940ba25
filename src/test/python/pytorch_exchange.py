"""Exchanges weights with unrolled.weights.PytorchExchange, in both directions.

    java … unrolled.weights.PytorchExchange export DIR
    python3 src/test/python/pytorch_exchange.py DIR      (needs PyTorch; on Debian: apt install python3-torch)
    java … unrolled.weights.PytorchExchange import DIR

Here ours-*.safetensors are loaded with load_state_dict alone, and the outputs must be those of
ours-*.run to 1e-12; then theirs-*.safetensors and theirs-*.run are written for the way back. The
format is read and written by its published description, without the safetensors package.
"""

import json
import math
import pathlib
import struct
import sys

import torch

T, N, D, H, O = 6, 3, 5, 4, 2
BOUND = 1e-12
KINDS = {
    "rnn_tanh": (torch.nn.RNN, {"nonlinearity": "tanh"}),
    "rnn_relu": (torch.nn.RNN, {"nonlinearity": "relu"}),
    "gru": (torch.nn.GRU, {}),
    "lstm": (torch.nn.LSTM, {}),
}

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
torch.manual_seed(20240101)


def read(path):
    raw = path.read_bytes()
    (length,) = struct.unpack("<Q", raw[:8])
    header = json.loads(raw[8:8 + length])
    header.pop("__metadata__", None)
    data = bytearray(raw[8 + length:])
    tensors = {}
    for name, info in header.items():
        assert info["dtype"] == "F64", info
        start, end = info["data_offsets"]
        assert end - start == 8 * math.prod(info["shape"]), info
        tensors[name] = torch.frombuffer(data, dtype=torch.float64, offset=start,
                                         count=(end - start) // 8).reshape(info["shape"]).clone()
    return tensors


def write(path, tensors):
    header, data = {}, b""
    for name, tensor in tensors.items():
        numbers = tensor.detach().reshape(-1).tolist()
        start = len(data)
        data += struct.pack("<%dd" % len(numbers), *numbers)
        header[name] = {"dtype": "F64", "shape": list(tensor.shape), "data_offsets": [start, len(data)]}
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


class Network(torch.nn.Module):
    def __init__(self, kind, layers, directions):
        super().__init__()
        make, options = KINDS[kind]
        self.body = make(D, H, num_layers=layers, bidirectional=directions == 2, **options)
        self.head = torch.nn.Linear(directions * H, O)

    def forward(self, run):
        first = tuple(run[part].reshape(-1, N, H) for part in ("h0", "c0") if part in run)
        outputs, _ = self.body(run["x"].reshape(T, N, D), first if len(first) > 1 else first[0])
        return self.head(outputs).reshape(T * N, O)


def exchange(directory, kind, layers, directions):
    name = "%s-%d-%d" % (kind, layers, directions)
    network = Network(kind, layers, directions)
    network.load_state_dict(read(directory / ("ours-%s.safetensors" % name)))
    run = read(directory / ("ours-%s.run" % name))
    y = network(run)
    difference = ((y - run["y"]).abs() / torch.maximum(y.abs(), 1e-3 * y.abs().max())).max().item()
    print("%-40s largest relative difference %.1e" % (name + " in PyTorch", difference))

    theirs = Network(kind, layers, directions)
    back = {part: torch.randn_like(value) for part, value in run.items() if part != "y"}
    back["y"] = theirs(back)
    write(directory / ("theirs-%s.safetensors" % name), theirs.state_dict())
    write(directory / ("theirs-%s.run" % name), back)
    return difference


def main():
    directory = pathlib.Path(sys.argv[1])
    worst = max(exchange(directory, kind, layers, directions)
                for kind in KINDS for layers in (1, 2) for directions in (1, 2))
    if not worst <= BOUND:
        sys.exit("weights from here do not give the same outputs in PyTorch: %.1e" % worst)


if __name__ == "__main__":
    main()
