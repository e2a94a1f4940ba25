"""Writes what PyTorch's recurrent layers compute, for the Java layers to be held against.

    python3 src/test/python/pytorch_layer_fixtures.py   (needs PyTorch; on Debian: apt install python3-torch)

One file for each kind of layer, with every case of

    layers      1 or 2
    directions  1 or 2
    lengths     "full", or "padded": packed sequences of unequal lengths, not sorted by length
    state       "zero", or "given"

A tensor is named case/name, as in "2.1.padded.given/x"; the weights are shared by the cases of the
same number of layers and directions and are named after those two only, as in
"2.1/weight_ih_l0". "d_" before a name is the gradient of the loss, which is the sum over outputs and
last states of the value times the weight "a_" + its name. Where it is padding, x holds numbers that
nobody must read.
"""

import itertools

import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from pytorch_fixtures import SEED, leaf, write

T, N, D, H = 5, 3, 2, 6
LENGTHS = [2, 5, 3]


def run(module, x, initial, padded):
    if not padded:
        return module(x, initial)
    packed = pack_padded_sequence(x, LENGTHS, enforce_sorted=False)
    outputs, last = module(packed, initial)
    return pad_packed_sequence(outputs, total_length=T)[0], last


def case(module, parts, padded, given):
    """The tensors of one case, forward and backward."""
    module.zero_grad()
    blocks = module.num_layers * (2 if module.bidirectional else 1)
    inputs = {"x": leaf(T, N, D)}
    if given:
        inputs.update({part + "0": leaf(blocks, N, H, scale=0.7) for part in parts})
    initial = None
    if given:
        initial = tuple(inputs[part + "0"] for part in parts)
        initial = initial if len(parts) > 1 else initial[0]
    outputs, last = run(module, inputs["x"], initial, padded)
    results = {"outputs": outputs}
    last = last if len(parts) > 1 else (last,)
    results.update({part + "_last": value for part, value in zip(parts, last)})
    weights = {"a_" + key: torch.randn(*value.shape) for key, value in results.items()}
    loss = sum((weights["a_" + key] * value).sum() for key, value in results.items())
    loss.backward()
    leaves = {**inputs, **dict(module.named_parameters())}
    gradients = {"d_" + key: value.grad.clone() for key, value in leaves.items()}
    return {**inputs, **weights, **results, "loss": loss, **gradients}


def kind(name, make, parts):
    torch.manual_seed(SEED)
    tensors = {"lengths": LENGTHS}
    for layers, directions in itertools.product((1, 2), (1, 2)):
        module = make(D, H, num_layers=layers, bidirectional=directions == 2)
        group = "%d.%d" % (layers, directions)
        for key, value in module.named_parameters():
            tensors["%s/%s" % (group, key)] = value
        for padded, given in itertools.product((False, True), (False, True)):
            prefix = "%s.%s.%s/" % (
                group, "padded" if padded else "full", "given" if given else "zero")
            for key, value in case(module, parts, padded, given).items():
                tensors[prefix + key] = value.detach()
    write("layers_" + name, "torch.nn layers by case; see pytorch_layer_fixtures.py", tensors)


def main():
    nn = torch.nn
    kind("rnn_tanh", lambda *a, **k: nn.RNN(*a, **k), "h")
    kind("rnn_relu", lambda *a, **k: nn.RNN(*a, nonlinearity="relu", **k), "h")
    kind("lstm", nn.LSTM, "hc")
    kind("gru", nn.GRU, "h")


if __name__ == "__main__":
    main()
