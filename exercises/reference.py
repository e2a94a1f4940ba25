"""Writes the reference.json of exercises: values from PyTorch, in float64.

Run: python3 exercises/reference.py [e05 ...]

Each exercise is a function that returns what its values were made with, and the cases. It is found
by its name, and its random numbers begin with the number of the exercise.
"""
import itertools
import json
import math
import pathlib
import sys

import numpy
import torch


def draw(*size):
    """Numbers between -1 and 1."""
    return torch.rand(size) * 2 - 1


def case(name, inputs, expected):
    return {"name": name, "inputs": plain(inputs), "expected": plain(expected)}


def plain(value):
    """The same in lists, dictionaries and numbers."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return value.tolist() if isinstance(value, torch.Tensor) else value


def e01_one_hot():
    def one(name, ids, classes):
        rows = torch.nn.functional.one_hot(torch.tensor(ids), classes).double()
        return case(name, {"ids": ids, "classes": classes}, rows)

    return "torch.nn.functional.one_hot", [
        one("falling ids", [5, 3, 0], 6),
        one("repeated ids", [1, 4, 1, 1, 4], 7),
        one("a longer sentence", torch.randint(0, 9, (11,)).tolist(), 9),
    ]


def e03_add_product():
    """NumPy computes it; the matrices are handed over as plain arrays, row after row."""

    def one(name, m, k, n, use="a c"):
        a = draw(m, k).numpy() if "a" in use else numpy.zeros((m, k))
        b = draw(k, n).numpy()
        c = draw(m, n).numpy() if "c" in use else numpy.zeros((m, n))
        arrays = {"a": a.ravel(), "b": b.ravel(), "c": c.ravel()}
        inputs = {"m": m, "k": k, "n": n} | {key: all.tolist() for key, all in arrays.items()}
        return case(name, inputs, (c + a @ b).ravel().tolist())

    return "numpy, float64", [
        one("c is 0", 3, 4, 2, "a"),
        one("a is 0", 3, 2, 4, "c"),
        one("k is 1", 2, 1, 3),
        one("k is large", 2, 7, 3),
        one("k is small", 5, 2, 6),
    ]


def e05_rnn_step():
    def one(name, n, d, h, use="x hPrev b"):
        def drawn(*size, on=True):
            values = draw(*size)
            return values if on else torch.zeros(size)

        x = drawn(n, d, on="x" in use)
        hPrev = drawn(n, h, on="hPrev" in use)
        Wx, Wh = drawn(d, h), drawn(h, h)
        b = drawn(1, h, on="b" in use)
        cell = torch.nn.RNNCell(d, h)
        with torch.no_grad():
            cell.weight_ih.copy_(Wx.T)
            cell.weight_hh.copy_(Wh.T)
            cell.bias_ih.copy_(b[0])
            cell.bias_hh.zero_()
            expected = cell(x, hPrev)
        return case(name, {"x": x, "hPrev": hPrev, "Wx": Wx, "Wh": Wh, "b": b}, expected)

    return "torch.nn.RNNCell, float64", [
        one("x alone", 3, 4, 5, "x"),
        one("hPrev alone", 3, 4, 5, "hPrev"),
        one("b alone", 3, 4, 5, "b"),
        one("all terms", 3, 4, 5),
        one("batch of one", 1, 2, 3),
    ]


def e09_finite_differences():
    """NumPy measures it, and PyTorch's own derivative says that it is measured well."""

    def loss(w, x, y):
        return numpy.square(numpy.tanh(x @ w) - y).sum() / (2 * len(x))

    def one(name, n, m, k, h):
        w, x, y = draw(m, k), draw(n, m), draw(n, k)
        gradient = numpy.zeros((m, k))
        for at in numpy.ndindex(m, k):
            step = numpy.zeros((m, k))
            step[at] = h
            above, below = (loss(w.numpy() + s, x.numpy(), y.numpy()) for s in (step, -step))
            gradient[at] = (above - below) / (2 * h)
        weights = w.clone().requires_grad_()
        (torch.tanh(x @ weights) - y).square().sum().div(2 * n).backward()
        assert numpy.allclose(gradient, weights.grad, atol=h * h), name
        return case(name, {"w": w, "x": x, "y": y, "h": h}, torch.from_numpy(gradient))

    return "numpy, float64", [
        one("one weight", 4, 1, 1, 0.1),
        one("all weights", 5, 2, 3, 0.05),
        one("batch of one", 1, 3, 2, 0.15),
    ]


def e10_rnn_step_backward():
    def one(name, n, d, h):
        dh = draw(n, h)
        sizes = {"x": (n, d), "hPrev": (n, h), "Wx": (d, h), "Wh": (h, h), "b": (1, h)}
        w = {key: draw(*size).requires_grad_() for key, size in sizes.items()}
        out = torch.tanh(w["x"] @ w["Wx"] + w["hPrev"] @ w["Wh"] + w["b"])
        out.backward(dh)
        return case(name, {"dh": dh} | w, {"d" + key: value.grad for key, value in w.items()})

    return "torch autograd, float64", [
        one("all terms", 3, 4, 5),
        one("batch of one", 1, 3, 2),
    ]


def e11_rnn_backward():
    def one(name, t, n, d, h, heard=None):
        """The loss looks at all states, or at one of them."""
        sizes = {"h0": (n, h), "Wx": (d, h), "Wh": (h, h), "b": (1, h)}
        dhs = [draw(n, h) if heard in (None, k) else torch.zeros(n, h) for k in range(t)]
        xs = [draw(n, d).requires_grad_() for _ in range(t)]
        w = {key: draw(*size).requires_grad_() for key, size in sizes.items()}
        state, loss = w["h0"], 0
        for x, dh in zip(xs, dhs):
            state = torch.tanh(x @ w["Wx"] + state @ w["Wh"] + w["b"])
            loss = loss + (state * dh).sum()
        loss.backward()
        expected = {"dxs": [torch.zeros_like(x) if x.grad is None else x.grad for x in xs]}
        expected |= {"d" + key: value.grad for key, value in w.items()}
        return case(name, {"dhs": dhs, "xs": xs} | w, expected)

    return "torch autograd, float64", [
        one("one step", 1, 3, 2, 4),
        one("first step alone", 3, 2, 4, 5, heard=0),
        one("last step alone", 3, 2, 4, 5, heard=2),
        one("all steps", 4, 3, 2, 5),
        one("batch of one", 5, 1, 3, 2),
    ]


def e13_clip_by_norm():
    """torch.nn.utils.clip_grad_norm_ adds 1e-6 to the norm before it divides.

    The exact form is written here, and compared with it.
    """
    shapes = [(2, 3), (1, 4), (3, 5)]

    def one(name, max_norm):
        gradients = [draw(*shape) for shape in shapes]
        norm = torch.linalg.vector_norm(torch.cat([g.flatten() for g in gradients]))
        expected = [g * (max_norm / norm) if norm > max_norm else g for g in gradients]
        parameters = [torch.nn.Parameter(torch.zeros(shape)) for shape in shapes]
        for parameter, gradient in zip(parameters, gradients):
            parameter.grad = gradient.clone()
        torch.nn.utils.clip_grad_norm_(parameters, max_norm)
        for parameter, value in zip(parameters, expected):
            assert torch.allclose(parameter.grad, value, atol=1e-6), name
        return case(name, {"gradients": gradients, "maxNorm": max_norm}, expected)

    return "torch.linalg.vector_norm, float64", [one("above", 0.75), one("below", 50.0)]


def e14_adam_step():
    def one(name, m, n, t, rate, start=True):
        """PyTorch's Adam, which is given the means that it had after t - 1 steps."""
        w, dw = draw(m, n), draw(m, n)
        mean = draw(m, n) if start else torch.zeros(m, n)
        square = draw(m, n).square() if start else torch.zeros(m, n)
        parameter = torch.nn.Parameter(w.clone())
        adam = torch.optim.Adam([parameter], lr=rate)
        parameter.grad = dw.clone()
        state = {"step": torch.tensor(t - 1.0), "exp_avg": mean.clone()}
        adam.state[parameter] = state | {"exp_avg_sq": square.clone()}
        adam.step()
        after = adam.state[parameter]
        expected = {"w": parameter.detach(), "m": after["exp_avg"], "v": after["exp_avg_sq"]}
        inputs = {"w": w, "dw": dw, "m": mean, "v": square, "t": t, "rate": rate}
        return case(name, inputs, expected)

    return "torch.optim.Adam, float64", [
        one("the first step", 2, 4, 1, 0.1, start=False),
        one("a later step", 3, 2, 7, 0.05),
        one("a late step", 2, 3, 40, 0.2),
    ]


def e15_truncated_bptt():
    def one(name, t, n, d, h, chunk, heard=None):
        """The state is detached at each border; the loss looks at all states, or at one."""
        sizes = {"Wx": (d, h), "Wh": (h, h), "b": (1, h)}
        dhs = [draw(n, h) if heard in (None, k) else torch.zeros(n, h) for k in range(t)]
        xs = [draw(n, d).requires_grad_() for _ in range(t)]
        h0 = draw(n, h)
        w = {key: draw(*size).requires_grad_() for key, size in sizes.items()}
        state, loss = h0, 0
        for k in range(t):
            before = state.detach() if k % chunk == 0 else state
            state = torch.tanh(xs[k] @ w["Wx"] + before @ w["Wh"] + w["b"])
            loss = loss + (state * dhs[k]).sum()
        loss.backward()
        expected = {"dxs": [torch.zeros_like(x) if x.grad is None else x.grad for x in xs]}
        expected |= {"d" + key: value.grad for key, value in w.items()}
        inputs = {"dhs": dhs, "xs": xs, "h0": h0} | w | {"chunk": chunk}
        return case(name, inputs, expected)

    return "torch autograd with detach at the borders, float64", [
        one("one chunk", 4, 3, 2, 5, 4),
        one("longer chunk", 3, 2, 4, 5, 7),
        one("chunks of one", 4, 2, 3, 5, 1),
        one("last step alone", 5, 2, 4, 3, 3, heard=4),
        one("end of the first chunk", 5, 2, 3, 4, 2, heard=1),
        one("short last chunk", 7, 3, 2, 4, 3),
        one("batch of one", 5, 1, 3, 2, 2),
    ]


def e16_gradient_reach():
    """PyTorch goes back through a network that passes through the given states."""

    def one(name, t, n, h, zero=False, Wh=None):
        """Random states, or a network at rest; random weights, or these."""
        hs = [torch.zeros(n, h) if zero else draw(n, h) for _ in range(t)]
        Wh = draw(h, h) if Wh is None else Wh
        dLast = draw(n, h)
        states = [hs[0].clone().requires_grad_()]
        for state in hs[1:]:
            # The input of the step is what it must be so that this state comes out.
            x = (torch.atanh(state) - states[-1] @ Wh).detach()
            states.append(torch.tanh(x + states[-1] @ Wh))
            states[-1].retain_grad()
        states[-1].backward(dLast)
        reach = [state.grad.norm() / dLast.norm() for state in reversed(states)]
        return case(name, {"hs": hs, "Wh": Wh, "dLast": dLast}, torch.stack(reach))

    def rotation(angle):
        return torch.tensor([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])

    return "torch autograd, float64", [
        one("rotation", 5, 3, 2, zero=True, Wh=rotation(0.7)),
        one("Wh alone", 5, 2, 3, zero=True),
        one("slopes alone", 2, 3, 2, Wh=rotation(1.2)),
        one("triangular", 5, 2, 3, zero=True, Wh=2 * torch.ones(3, 3).triu(1)),
        one("all terms", 6, 3, 4),
        one("batch of one", 4, 1, 3),
    ]


def e17_power_iteration():
    """NumPy's eigenvalues of W·Wᵀ and its powers of W, which is not how a learner gets there."""

    def one(name, W, rounds):
        W = numpy.array(W)
        start = draw(1, len(W)).numpy()
        squares, directions = numpy.linalg.eigh(W @ W.T)
        parts = start @ directions * numpy.maximum(squares, 0) ** (rounds - 1)
        singular = numpy.linalg.norm(parts / numpy.linalg.norm(parts) @ directions.T @ W)
        radius = numpy.linalg.norm(numpy.linalg.matrix_power(W, rounds)) ** (1 / rounds)
        inputs = {"W": W.tolist(), "start": start.tolist(), "rounds": rounds}
        return case(name, inputs, {"radius": float(radius), "singular": float(singular)})

    angle = 0.7
    turn = [[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]]
    return "numpy, float64", [
        one("a few rounds", draw(3, 3).tolist(), 4),
        one("one round", draw(4, 4).tolist(), 1),
        one("rotation", turn, 6),
        one("triangular", (2 * torch.ones(4, 4).triu(1)).tolist(), 5),
        one("many rounds", draw(3, 3).tolist(), 150),
    ]


def e18_lstm_step():
    """PyTorch's blocks are in the order i, f, g, o, as they are here."""
    opened, shut = 50.0, -50.0
    small = 0.001  # tanh of it is the same number, up to 3e-10
    biases = [math.log(3), -math.log(3)]  # gates of 0.75 and 0.25, candidates of 0.8 and -0.8

    def one(name, n, d, h, zero=(), **given):
        """Random numbers, but zeros where it says so, and the numbers that are given."""
        sizes = {"x": (n, d), "hPrev": (n, h), "cPrev": (n, h)}
        sizes |= {"Wx": (d, 4 * h), "Wh": (h, 4 * h), "b": (1, 4 * h)}
        inputs = {
            key: torch.zeros(size) if key in zero else draw(*size) for key, size in sizes.items()
        } | given
        cell = torch.nn.LSTMCell(d, h)
        with torch.no_grad():
            cell.weight_ih.copy_(inputs["Wx"].T)
            cell.weight_hh.copy_(inputs["Wh"].T)
            cell.bias_ih.copy_(inputs["b"][0])
            cell.bias_hh.zero_()
            new_h, new_c = cell(inputs["x"], (inputs["hPrev"], inputs["cPrev"]))
        return case(name, inputs, {"h": new_h, "c": new_c})

    def alone(name, cell, i=0.0, f=0.0, g=0.0, o=0.0):
        """One block has biases of ln 3 and -ln 3, x and hPrev are 0, and every cPrev is the same.

        The other blocks are set so that a slip in one of them shows as little as possible: a gate
        of 50 is open, a candidate of 0.001 is 0.001 with many other activations, too, and without
        cPrev it does not matter what is forgotten.
        """
        b = torch.tensor([biases if block is None else [block] * 2 for block in (i, f, g, o)])
        return one(name, 1, 3, 2, ("x", "hPrev"), cPrev=torch.full((1, 2), cell), b=b.view(1, -1))

    return "torch.nn.LSTMCell, float64", [
        one("cPrev alone", 3, 4, 2, ("Wx", "Wh", "b")),
        one("large cPrev", 3, 4, 2, ("x", "hPrev"), cPrev=1000 * draw(3, 2).sign()),
        alone("f alone", small, i=shut, f=None, o=opened),
        alone("i alone", 0.0, i=None, f=opened, g=small, o=opened),
        alone("g alone", 0.0, i=opened, f=opened, g=None, o=opened),
        alone("o alone", small, i=shut, f=opened, o=None),
        one("x alone", 3, 4, 2, ("hPrev", "b")),
        one("hPrev alone", 3, 4, 2, ("x", "b")),
        one("all terms", 3, 4, 5),
        one("batch of one", 1, 2, 3),
    ]


def e19_latch():
    """One set of weights of many, which PyTorch's LSTMCell has run: it is on from set to reset."""

    def one(name, gain):
        cell = torch.nn.LSTMCell(2, 1)
        w = torch.tensor([[2.0, -2, 0, 0], [0, -2, 0, 0]]) * gain
        b = torch.tensor([[-1.0, 1, 1, 1]]) * gain
        with torch.no_grad():
            cell.weight_ih.copy_(w.T)
            cell.weight_hh.zero_()
            cell.bias_ih.copy_(b[0])
            cell.bias_hh.zero_()
            state, on = (torch.zeros(1, 1), torch.zeros(1, 1)), 0
            for u in torch.rand(200).tolist():
                event = [float(u < 0.08), float(0.08 <= u < 0.16)]
                state = cell(torch.tensor([event]), state)
                on = event[0] if sum(event) else on
                low, high = (0.6, 0.88) if on else (-0.2, 0.2)
                assert low < state[0].item() < high, name
        return case(name, {"gain": gain}, {"Wx": w, "Wh": torch.zeros(1, 4), "b": b})

    return "torch.nn.LSTMCell, which has run these weights, float64", [
        one("gain 6", 6.0),
        one("gain 20", 20.0),
    ]


def e20_lstm_step_backward():
    """PyTorch's autograd through its LSTMCell; the contract computes the gates and c again."""
    opened, shut, both = 50.0, -50.0, torch.tensor([50.0, -50.0])

    def one(name, n, d, h, zero=(), far=False, **fixed):
        """Random numbers, but zeros where it says so, and a cell so far out that tanh is flat.

        A gate whose bias is given is 0 or 1, the candidate -1 or 1.
        """
        sizes = {"dh": (n, h), "dc": (n, h), "x": (n, d), "hPrev": (n, h), "cPrev": (n, h)}
        sizes |= {"Wx": (d, 4 * h), "Wh": (h, 4 * h), "b": (1, 4 * h)}
        w = {key: torch.zeros(size) if key in zero else draw(*size) for key, size in sizes.items()}
        for gate, bias in fixed.items():
            block = "ifgo".index(gate)
            w["b"][0, block * h:(block + 1) * h] = bias
        if far:
            w["cPrev"] = 25 * (2 * torch.eye(n, h) - 1)
        given = {key: w[key].requires_grad_() for key in ("x", "hPrev", "cPrev")}
        cell = torch.nn.LSTMCell(d, h)
        with torch.no_grad():
            cell.weight_ih.copy_(w["Wx"].T)
            cell.weight_hh.copy_(w["Wh"].T)
            cell.bias_ih.copy_(w["b"][0])
            cell.bias_hh.zero_()
        out = cell(w["x"], (w["hPrev"], w["cPrev"]))
        torch.autograd.backward(out, (w["dh"], w["dc"]))
        expected = {"d" + key: value.grad for key, value in given.items()}
        expected |= {"dWx": cell.weight_ih.grad.T, "dWh": cell.weight_hh.grad.T}
        return case(name, w, expected | {"db": cell.bias_ih.grad[None]})

    return "torch.nn.LSTMCell and autograd, float64", [
        one("dc alone", 2, 3, 2, zero=("dh",)),
        one("dh alone", 2, 3, 2, zero=("dc",)),
        one("carried", 2, 3, 4, i=shut, f=opened, o=shut),
        one("i alone", 2, 3, 2, zero=("dh", "cPrev"), f=opened, g=both, o=opened),
        one("f alone", 2, 3, 2, zero=("dh",), i=shut, g=both, o=opened),
        one("g alone", 2, 3, 2, zero=("dh", "cPrev"), i=both, f=opened, o=opened),
        one("o alone", 2, 3, 2, zero=("dc",), far=True, i=shut, f=opened, g=both),
        one("all terms", 3, 4, 2),
        one("batch of one", 1, 2, 3),
    ]


def e21_chrono_biases():
    def one(name, h, longest):
        u = torch.rand(1, h)
        times = torch.lerp(torch.ones(1, h), torch.full((1, h), longest - 1), u)
        f = times.log()
        zeros = torch.zeros(1, h)
        return case(name, {"u": u, "longest": longest}, torch.cat([-f, f, zeros, zeros], 1))

    return "torch.lerp and torch.log, float64", [
        one("several units", 5, 102.0),
        one("one unit", 1, 40.0),
        one("short", 4, 3.5),
    ]


def e23_gru_step():
    """PyTorch's blocks are in the order r, z, n, and its z keeps the old state, as here.

    Its form is the one with the reset after the product; the other is written out.
    """
    opened, shut = 50.0, -50.0

    def before(x, hPrev, Wx, Wh, b):
        ur, uz, un = (x @ Wx + b).chunk(3, 1)
        Whr, Whz, Whn = Wh.chunk(3, 1)
        r = torch.sigmoid(ur + hPrev @ Whr)
        z = torch.sigmoid(uz + hPrev @ Whz)
        n = torch.tanh(un + (r * hPrev) @ Whn)
        return (1 - z) * n + z * hPrev

    def after(x, hPrev, Wx, Wh, b, bhn):
        h = hPrev.shape[1]
        cell = torch.nn.GRUCell(x.shape[1], h)
        with torch.no_grad():
            cell.weight_ih.copy_(Wx.T)
            cell.weight_hh.copy_(Wh.T)
            cell.bias_ih.copy_(b[0])
            cell.bias_hh.zero_()
            cell.bias_hh[2 * h:].copy_(bhn[0])
            return cell(x, hPrev)

    def one(name, n, d, h, reset_after=1, zero=(), r=None, z=None):
        """Random numbers, but zeros where it says so, and the biases that are given to a gate."""
        sizes = {"x": (n, d), "hPrev": (n, h), "Wx": (d, 3 * h), "Wh": (h, 3 * h)}
        sizes |= {"b": (1, 3 * h), "bhn": (1, h)}
        w = {key: torch.zeros(size) if key in zero else draw(*size) for key, size in sizes.items()}
        for block, bias in enumerate((r, z)):
            if bias is not None:
                w["b"][0, block * h:(block + 1) * h] = bias
        weights = {key: value for key, value in w.items() if key != "bhn"}
        expected = after(**w) if reset_after else before(**weights)
        return case(name, w | {"resetAfter": reset_after}, expected)

    return "torch.nn.GRUCell, float64; the reset before the product written out", [
        one("z is 1", 3, 4, 2, z=opened),
        one("z is 0", 3, 4, 2, zero=("hPrev", "bhn"), z=shut),
        one("r is 0", 3, 4, 2, r=shut),
        one("x alone", 3, 4, 5, zero=("hPrev", "b", "bhn")),
        one("hPrev alone", 3, 4, 5, zero=("x", "b", "bhn")),
        one("reset after", 3, 4, 5),
        one("reset before", 3, 4, 5, 0),
        one("batch of one", 1, 2, 3),
    ]


def e24_gru_step_backward():
    """PyTorch's autograd through its GRUCell; the contract computes the gates again."""
    opened, shut = 50.0, -50.0

    def one(name, rows, d, h, **fixed):
        """Random numbers; a gate whose bias is given is 0 or 1, and a candidate is 1."""
        sizes = {"dh": (rows, h), "x": (rows, d), "hPrev": (rows, h)}
        sizes |= {"Wx": (d, 3 * h), "Wh": (h, 3 * h), "b": (1, 3 * h), "bhn": (1, h)}
        w = {key: draw(*size) for key, size in sizes.items()}
        for gate, bias in fixed.items():
            block = "rzn".index(gate)
            w["b"][0, block * h:(block + 1) * h] = bias
        given = {key: w[key].requires_grad_() for key in ("x", "hPrev")}
        cell = torch.nn.GRUCell(d, h)
        with torch.no_grad():
            cell.weight_ih.copy_(w["Wx"].T)
            cell.weight_hh.copy_(w["Wh"].T)
            cell.bias_ih.copy_(w["b"][0])
            cell.bias_hh.zero_()
            cell.bias_hh[2 * h:].copy_(w["bhn"][0])
        cell(w["x"], w["hPrev"]).backward(w["dh"])
        expected = {"d" + key: value.grad for key, value in given.items()}
        expected |= {"dWx": cell.weight_ih.grad.T, "dWh": cell.weight_hh.grad.T}
        biases = {"db": cell.bias_ih.grad[None], "dbhn": cell.bias_hh.grad[None, 2 * h:]}
        return case(name, w, expected | biases)

    return "torch.nn.GRUCell and autograd, float64", [
        one("z is 1", 2, 3, 4, z=opened),
        one("n alone", 2, 3, 2, r=opened, z=shut),
        one("z alone", 2, 3, 2, n=opened),
        one("r and n", 2, 3, 2, z=shut),
        one("all terms", 3, 4, 2),
        one("batch of one", 1, 2, 3),
    ]


def e06_rnn_sequence():
    def one(name, t, n, d, h, zero=()):
        """Random numbers, but zeros where it says so."""
        sizes = {"xs": (t, n, d), "h0": (n, h), "Wx": (d, h), "Wh": (h, h), "b": (1, h)}
        w = {key: torch.zeros(size) if key in zero else draw(*size) for key, size in sizes.items()}
        network = torch.nn.RNN(d, h)
        with torch.no_grad():
            network.weight_ih_l0.copy_(w["Wx"].T)
            network.weight_hh_l0.copy_(w["Wh"].T)
            network.bias_ih_l0.copy_(w["b"][0])
            network.bias_hh_l0.zero_()
            states, _ = network(w["xs"], w["h0"][None])
        return case(name, w, states)

    return "torch.nn.RNN, float64", [
        one("one step", 1, 3, 4, 2),
        one("h0 alone", 3, 2, 3, 4, zero=("xs", "b")),
        one("no recurrence", 3, 2, 4, 5, zero=("Wh", "b")),
        one("all terms", 5, 3, 4, 2),
        one("batch of one", 4, 1, 2, 3),
    ]


def e07_softmax_cross_entropy():
    def one(name, classes, real):
        rows = len(real)
        logits = (3 * draw(rows, classes)).requires_grad_()
        targets = torch.randint(0, classes, (rows,))
        seen = torch.where(torch.tensor(real) == 1, targets, -1)
        mean = torch.nn.functional.cross_entropy(logits, seen, ignore_index=-1)
        mean.backward()
        inputs = {"logits": logits, "targets": targets, "real": real}
        return case(name, inputs, {"mean": mean.item(), "gradient": logits.grad})

    return "torch.nn.functional.cross_entropy with ignore_index, float64", [
        one("all real", 4, [1, 1, 1]),
        one("padding", 3, [1, 0, 1, 1, 0]),
        one("one row", 5, [1]),
    ]


def set_weights(network, which, Wx, Wh, b):
    getattr(network, "weight_ih_" + which).copy_(Wx.T)
    getattr(network, "weight_hh_" + which).copy_(Wh.T)
    getattr(network, "bias_ih_" + which).copy_(b[0])
    getattr(network, "bias_hh_" + which).zero_()


def packed(network, w, lengths):
    """The outputs and the last states that PyTorch gives for rows of these lengths."""
    rows = torch.nn.utils.rnn.pack_padded_sequence(w["xs"], lengths, enforce_sorted=False)
    states, last = network(rows, w["h0"])
    outputs, _ = torch.nn.utils.rnn.pad_packed_sequence(states, total_length=len(w["xs"]))
    return outputs, last


def e25_padding_and_lengths():
    def one(name, lengths, t, d, h):
        n = len(lengths)
        sizes = {"xs": (t, n, d), "h0": (n, h), "Wx": (d, h), "Wh": (h, h), "b": (1, h)}
        w = {key: draw(*size) for key, size in sizes.items()}
        network = torch.nn.RNN(d, h)
        with torch.no_grad():
            set_weights(network, "l0", w["Wx"], w["Wh"], w["b"])
            outputs, last = packed(network, w | {"h0": w["h0"][None]}, lengths)
        inputs = {"xs": w["xs"], "lengths": lengths} | w
        return case(name, inputs, {"outputs": outputs, "last": last[0]})

    return "torch.nn.RNN over pack_padded_sequence, float64", [
        one("all full", [4, 4, 4], 4, 2, 5),
        one("packed", [2, 5, 1, 4], 5, 3, 2),
        one("batch of one", [3], 3, 2, 4),
    ]


def e26_both_directions():
    names = ["Wx1", "Wh1", "b1", "Wx2", "Wh2", "b2"]

    def one(name, lengths, t, d, h):
        n = len(lengths)
        sizes = {key: {"x": (d, h), "h": (h, h)}.get(key[1], (1, h)) for key in names}
        w = {"xs": draw(t, n, d)} | {key: draw(*size) for key, size in sizes.items()}
        network = torch.nn.RNN(d, h, bidirectional=True)
        with torch.no_grad():
            set_weights(network, "l0", w["Wx1"], w["Wh1"], w["b1"])
            set_weights(network, "l0_reverse", w["Wx2"], w["Wh2"], w["b2"])
            outputs, last = packed(network, w | {"h0": None}, lengths)
        inputs = {"xs": w["xs"], "lengths": lengths} | w
        expected = {"outputs": outputs, "last": torch.cat([last[0], last[1]], 1)}
        return case(name, inputs, expected)

    return "torch.nn.RNN, bidirectional, over pack_padded_sequence, float64", [
        one("one step", [1, 1, 1], 1, 2, 4),
        one("all full", [4, 4, 4], 4, 2, 5),
        one("packed", [2, 5, 1, 4], 5, 3, 2),
        one("batch of one", [3], 3, 2, 4),
    ]


def e27_two_layers():
    names = ["Wx1", "Wh1", "b1", "Wx2", "Wh2", "b2"]

    def one(name, t, n, d, h, k, zero=None):
        sizes = [(d, h), (h, h), (1, h), (h, k), (k, k), (1, k)]
        w = {key: draw(*size) * (key != zero) for key, size in zip(names, sizes)}
        xs = draw(t, n, d)
        lower, upper = torch.nn.RNN(d, h), torch.nn.RNN(h, k)
        with torch.no_grad():
            set_weights(lower, "l0", w["Wx1"], w["Wh1"], w["b1"])
            set_weights(upper, "l0", w["Wx2"], w["Wh2"], w["b2"])
            outputs, _ = lower(xs)
            _, last = upper(outputs)
        return case(name, {"xs": xs} | w, {"lower": outputs, "last": last[0]})

    return "two torch.nn.RNN, one over the outputs of the other, float64", [
        one("one step", 1, 3, 2, 5, 4),
        one("upper without memory", 4, 3, 2, 5, 6, "Wh2"),
        one("lower without memory", 4, 2, 5, 3, 6, "Wh1"),
        one("all terms", 5, 3, 2, 6, 4),
        one("batch of one", 4, 1, 3, 5, 2),
    ]


def e28_rows_that_go_on():
    """As the word language model of PyTorch's examples does it: narrow, view, transpose."""

    def one(name, length, d, rows, steps, index):
        text = draw(length, d)

        def cut(part):
            parts = part.narrow(0, 0, (length - 1) // rows * rows).view(rows, -1, d)
            return parts[:, index * steps:(index + 1) * steps].transpose(0, 1)

        inputs = {"text": text, "rows": rows, "steps": steps, "index": index}
        return case(name, inputs, {"inputs": cut(text[:-1]), "targets": cut(text[1:])})

    return "torch, narrow and view, float64", [
        one("first batch", 30, 2, 3, 4, 0),
        one("third batch", 30, 2, 3, 3, 2),
        one("the last token", 28, 1, 4, 3, 1),
        one("a rest", 24, 2, 5, 2, 1),
        one("short batches", 29, 3, 2, 5, 1),
        one("shortest", 13, 2, 4, 3, 0),
        one("one row", 14, 3, 1, 4, 2),
        one("one step", 16, 2, 3, 1, 3),
    ]


def e29_sampler():
    def one(name, n, classes, temperature, k):
        logits, u = 3 * draw(n, classes), torch.rand(n, 1)
        kept = torch.zeros(n, classes).scatter(1, logits.topk(k).indices, 1) == 1
        p = torch.softmax((logits / temperature).masked_fill(~kept, -math.inf), 1)
        token = torch.searchsorted(p.cumsum(1), u, right=True)[:, 0]
        inputs = {"logits": logits, "temperature": temperature, "k": k, "u": u}
        return case(name, inputs, {"p": p, "token": token})

    return "torch.topk, torch.softmax and torch.searchsorted, float64", [
        one("all", 6, 4, 1.0, 4),
        one("cold", 3, 5, 0.4, 5),
        one("warm", 4, 3, 1.8, 3),
        one("two largest", 7, 5, 0.7, 2),
    ]


def e30_beam_search():
    def log_p(tables, text):
        return sum(table[a, c] for table, a, c in zip(tables, (0,) + text, text)).item()

    def all_texts(t, k):
        for length in range(1, t + 1):
            for text in itertools.product(range(k), repeat=length):
                if 0 not in text[:-1] and (text[-1] == 0 or length == t):
                    yield text

    def beam(tables, width):
        """What is put aside: the open texts are the rows of a tensor."""
        texts, sums, aside = torch.zeros(1, 1, dtype=torch.int64), torch.zeros(1), []
        for t, table in enumerate(tables):
            next = sums[:, None] + table[texts[:, -1]]
            going = next if t == len(tables) - 1 else next[:, :1]
            aside += [tuple(texts[n, 1:].tolist()) + (c,) for n, c in numpy.ndindex(*going.shape)]
            next[:, 0] = -math.inf
            open = int((next > -math.inf).sum())
            sums, at = next.flatten().topk(min(width, open))
            texts = torch.cat([texts[at // len(table)], (at % len(table))[:, None]], 1)
        return aside

    def one(name, t, k, width, alpha, every=False):
        tables = torch.log_softmax(2 * draw(t, k, k), 2)
        texts = list(all_texts(t, k)) if every else beam(tables, width)
        ranked = sorted(((log_p(tables, y) / len(y)**alpha, y) for y in texts), reverse=True)[:width]
        tokens = [list(y) + [-1] * (t - len(y)) for _, y in ranked]
        expected = {"tokens": tokens, "score": [score for score, _ in ranked]}
        return case(name, {"logP": tables, "width": width, "alpha": alpha}, expected)

    return "torch.log_softmax, torch.topk and itertools.product, float64", [
        one("one place", 1, 4, 3, 0.7),
        one("nothing dropped", 3, 4, 40, 0.6, every=True),
        one("narrow", 4, 5, 2, 0.4),
        one("alpha 0", 5, 3, 4, 0.0),
        one("alpha 2", 4, 3, 3, 2.0),
    ]


def e31_windows_without_a_leak():
    def one(name, length, steps, test):
        series = torch.linspace(-1, 2, length) + draw(length)
        std, mean = torch.std_mean(series[:length - test], unbiased=False)
        s = (series - mean) / std
        windows, answers, learnt = s.unfold(0, steps, 1)[:-1], s[steps:, None], length - test - steps
        expected = {"trainX": windows[:learnt], "trainY": answers[:learnt],
                    "testX": windows[learnt:], "testY": answers[learnt:],
                    "center": mean.item(), "spread": std.item()}
        return case(name, {"series": series, "steps": steps, "test": test}, expected)

    return "torch.std_mean and Tensor.unfold, float64", [
        one("plain", 13, 3, 4),
        one("one step", 9, 1, 3),
        one("one of test", 8, 4, 1),
        one("shortest", 7, 4, 2),
    ]


def e32_steps_ahead():
    def one(name, n, p, k):
        last, w, bias = draw(n, p), 0.6 * draw(p, 1), draw(1)
        series = last
        for _ in range(k):
            window = series[:, -p:]
            series = torch.cat([series, torch.nn.functional.linear(window, w.T, bias)], 1)
        inputs = {"last": last, "w": w, "bias": bias.item(), "k": k}
        return case(name, inputs, series[:, p:])

    return "torch.nn.functional.linear, float64", [
        one("one step", 3, 4, 1),
        one("two steps", 4, 3, 2),
        one("many steps", 2, 3, 7),
        one("one number", 3, 1, 4),
    ]


def e33_saliency():
    def one(name, t, n, d, h, c, recurrent=True):
        """The gradient of the answer's logit less the mean, with respect to each input."""
        xs = [draw(n, d).requires_grad_() for _ in range(t)]
        w = {"Wx": draw(d, h), "Wh": draw(h, h), "b": draw(1, h), "V": draw(h, c)}
        w["Wh"] = w["Wh"] if recurrent else torch.zeros(h, h)
        answers = torch.randint(0, c, (n,))
        state = torch.zeros(n, h)
        for x in xs:
            state = torch.tanh(x @ w["Wx"] + state @ w["Wh"] + w["b"])
        z = state @ w["V"]
        (z[range(n), answers] - z.mean(dim=1)).sum().backward()
        s = torch.stack([torch.linalg.vector_norm(x.grad, dim=1) for x in xs], dim=1)
        return case(name, {"xs": xs} | w | {"answers": answers.tolist()}, s)

    return "torch autograd, float64", [
        one("one step", 1, 3, 2, 4, 5),
        one("no recurrence", 3, 2, 4, 5, 6, recurrent=False),
        one("two classes", 3, 4, 3, 5, 2),
        one("all terms", 4, 3, 2, 5, 6),
        one("batch of one", 5, 1, 4, 3, 2),
    ]


def e34_dot_attention():
    def one(name, lengths, t, h):
        n = len(lengths)
        query, states = draw(n, h), draw(t, n, h)
        real = torch.arange(t)[None] < torch.tensor(lengths)[:, None]
        scores = torch.einsum("nh,tnh->nt", query, states)
        weights = torch.softmax(scores.masked_fill(~real, -math.inf), 1)
        context = torch.einsum("nt,tnh->nh", weights, states)
        inputs = {"query": query, "states": states, "lengths": lengths}
        return case(name, inputs, {"weights": weights, "context": context})

    return "torch.einsum and torch.softmax, float64", [
        one("all full", [4, 4, 4], 4, 2),
        one("lengths", [2, 5, 1, 4], 5, 3),
        one("batch of one", [3], 3, 2),
    ]


def e35_min_gru_sequence():
    def one(name, t, n, d, h, gate=None):
        """With a gate that is shut or open whatever comes, if its bias is given."""
        w = {"xs": draw(t, n, d), "h0": draw(n, h), "Wz": draw(d, h), "bz": draw(1, h),
             "Wn": draw(d, h), "bn": draw(1, h)}
        if gate is not None:
            w["Wz"], w["bz"] = torch.zeros(d, h), torch.full((1, h), float(gate))
        state, states = w["h0"], []
        for x in w["xs"]:
            z = torch.sigmoid(torch.nn.functional.linear(x, w["Wz"].T, w["bz"][0]))
            candidate = torch.nn.functional.linear(x, w["Wn"].T, w["bn"][0])
            state = torch.lerp(state, candidate, z)
            states.append(state)
        return case(name, w, states)

    return "torch.nn.functional.linear, sigmoid and lerp, float64", [
        one("one step", 1, 3, 4, 2),
        one("z is 0", 3, 2, 4, 5, gate=-50),
        one("z is 1", 3, 2, 4, 5, gate=50),
        one("all terms", 5, 3, 4, 2),
        one("batch of one", 4, 1, 2, 3),
    ]


def e36_scan_in_rounds():
    def loop(a, b, h0):
        """The state after every step, one after the other."""
        states = []
        for keep, add in zip(a, b):
            states.append(torch.addcmul(add, keep, states[-1] if states else h0))
        return torch.stack(states)

    def one(name, t, h):
        a, b, h0 = draw(t, h), draw(t, h), draw(1, h)
        after = {"aAfter": [], "bAfter": []}
        for k in range(1, (t - 1).bit_length() + 1):
            # What a pair is by its meaning: the last 2^k steps, taken from 0 for b.
            last = [slice(max(0, at + 1 - 2**k), at + 1) for at in range(t)]
            after["aAfter"].append(torch.stack([torch.prod(a[steps], 0) for steps in last]))
            zero = torch.zeros(h)
            after["bAfter"].append(torch.stack([loop(a[s], b[s], zero)[-1] for s in last]))
        return case(name, {"a": a, "b": b, "h0": h0}, after | {"h": loop(a, b, h0[0])})

    return "torch.prod and torch.addcmul, step after step, float64", [
        one("one step", 1, 3),
        one("two steps", 2, 3),
        one("six steps", 6, 2),
        one("eight steps", 8, 3),
        one("nine steps", 9, 2),
    ]


def e12_judge_gradient():
    """NumPy judges; a gradient that is right differs from the other by a little noise."""

    def one(name, k, m, n, tolerance, size=1.0, negative=()):
        numeric = [size * draw(m, n).numpy() for _ in range(k)]
        analytic = [all * (1 + 1e-3 * draw(m, n).numpy()) for all in numeric]
        analytic = [-all if at in negative else all for at, all in enumerate(analytic)]
        errors = []
        for a, b in zip(analytic, numeric):
            sizes = numpy.maximum(numpy.maximum(abs(a), abs(b)), 1e-6)
            errors.append(float((abs(a - b) / sizes).max()))
        inputs = {
            "analytic": [a.tolist() for a in analytic],
            "numeric": [b.tolist() for b in numeric],
            "tolerance": tolerance,
        }
        wrong = [int(error > tolerance) for error in errors]
        return case(name, inputs, {"error": errors, "wrong": wrong})

    return "numpy, float64", [
        one("right and wrong", 4, 3, 2, 0.01, negative=(2,)),
        one("small numbers", 3, 2, 4, 0.02, size=1e-3, negative=(0,)),
    ]


def write(folder):
    torch.set_default_dtype(torch.float64)
    torch.manual_seed(int(folder.name[1:3]))
    made, cases = globals()[folder.name]()
    text = ",\n".join(json.dumps(one) for one in cases)
    (folder / "reference.json").write_text(f'{{"made with": "{made}", "cases": [\n{text}\n]}}\n')


here = pathlib.Path(__file__).parent
for folder in sorted(here.glob("e[0-9][0-9]_*")):
    if folder.name[:3] in (sys.argv[1:] or [folder.name[:3]]):
        write(folder)
