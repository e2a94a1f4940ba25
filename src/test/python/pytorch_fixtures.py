"""Writes the reference values of PyTorch that the Java tests are held against.

    python3 src/test/python/pytorch_fixtures.py        (needs PyTorch; on Debian: apt install python3-torch)

Everything is computed in float64 on the CPU, from a fixed seed, at sizes that differ pairwise. A
file holds named tensors; a name that starts with "d_" is the gradient of the loss with respect to
the tensor of that name. Layouts are PyTorch's own. The Java tests read the files and need no Python.
"""

import json
import pathlib

import torch

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "unrolled" / "pytorch"
SEED = 20240101
T, N, D, H = 6, 3, 5, 4

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


def write(name, what, tensors):
    """One tensor a line; 17 significant digits give back the same double."""
    lines = []
    for key, tensor in tensors.items():
        tensor = torch.as_tensor(tensor).detach()
        numbers = ", ".join("%.17g" % v for v in tensor.reshape(-1).tolist())
        lines.append('    "%s": {"shape": %s, "data": [%s]}' % (key, list(tensor.shape), numbers))
    head = {"what": what, "torch": torch.__version__, "seed": SEED}
    text = json.dumps(head)[1:-1].replace(', "', ',\n  "')
    (OUT / (name + ".json")).write_text(
        "{\n  %s,\n  \"tensors\": {\n%s\n  }\n}\n" % (text, ",\n".join(lines)))


def leaf(*shape, scale=1.0):
    return (scale * torch.randn(*shape)).requires_grad_()


def gradients(loss, inputs):
    """Backward, and the gradient of each named input under "d_" + its name."""
    loss.backward()
    return {"d_" + name: tensor.grad for name, tensor in inputs.items()}


def layer(name, module, run, state):
    """A recurrent layer: its loss reads every output and every part of the last state."""
    torch.manual_seed(SEED)
    inputs = {"x": leaf(T, N, D)}
    inputs.update({part + "0": leaf(N, H, scale=0.7) for part in state})
    inputs.update({key: leaf(*shape, scale=0.6) for key, shape in module.items()})
    outputs, last = run(inputs)
    results = {"outputs": outputs}
    results.update({part + "_last": value for part, value in zip(state, last)})
    weights = {"a_" + key: torch.randn(*value.shape) for key, value in results.items()}
    loss = sum((weights["a_" + key] * value).sum() for key, value in results.items())
    write(name, "loss = sum over outputs and last state of a_* times the value",
          {**inputs, **weights, **results, "loss": loss, **gradients(loss, inputs)})


def shapes(gates):
    return {"weight_ih": (gates * H, D), "weight_hh": (gates * H, H),
            "bias_ih": (gates * H,), "bias_hh": (gates * H,)}


def functional(make, state):
    """Runs PyTorch's layer with our leaf tensors in place of its own weights."""
    def run(inputs):
        module = make()
        for key in shapes(1):
            delattr(module, key + "_l0")
            setattr(module, key + "_l0", inputs[key])
        module._flat_weights = [inputs[key] for key in shapes(1)]
        first = tuple(inputs[part + "0"].unsqueeze(0) for part in state)
        outputs, last = module(inputs["x"], first if len(state) > 1 else first[0])
        last = last if len(state) > 1 else (last,)
        return outputs, [value.squeeze(0) for value in last]
    return run


def gru_reset_before(inputs):
    """PyTorch has no layer for this form; autograd differentiates the paper's equations."""
    h = inputs["h0"]
    outputs = []
    w = inputs["weight_hh"]
    for x in inputs["x"]:
        u = x @ inputs["weight_ih"].T + inputs["bias_ih"] + inputs["bias_hh"]
        r = torch.sigmoid(u[:, :H] + h @ w[:H].T)
        z = torch.sigmoid(u[:, H:2 * H] + h @ w[H:2 * H].T)
        n = torch.tanh(u[:, 2 * H:] + (r * h) @ w[2 * H:].T)
        h = (1 - z) * n + z * h
        outputs.append(h)
    return torch.stack(outputs), [h]


def min_gru(inputs):
    """PyTorch has no layer for it; autograd differentiates the equations of Feng and others, 2024."""
    h = inputs["h0"]
    outputs = []
    for x in inputs["x"]:
        z, n = torch.nn.functional.linear(x, inputs["weight_ih"], inputs["bias_ih"]).chunk(2, 1)
        z = torch.sigmoid(z)
        h = (1 - z) * h + z * n
        outputs.append(h)
    return torch.stack(outputs), [h]


def losses():
    torch.manual_seed(SEED)
    logits = leaf(5, 7, scale=3.0)
    targets = torch.randint(0, 7, (5,))
    loss = torch.nn.functional.cross_entropy(logits, targets)
    write("cross_entropy", "torch.nn.functional.cross_entropy, mean over rows",
          {"logits": logits, "targets": targets, "loss": loss,
           **gradients(loss, {"logits": logits})})
    y = leaf(5, 3)
    target = torch.randn(5, 3)
    loss = torch.nn.functional.mse_loss(y, target)
    write("mse_loss", "torch.nn.functional.mse_loss, mean over entries",
          {"y": y, "targets": target, "loss": loss, **gradients(loss, {"y": y})})


def optimizer(name, make, steps=10):
    """Given gradients, the weights after each step. Their sizes go from 1e-2 to 1e2 and round again."""
    torch.manual_seed(SEED)
    parameters = [leaf(3, 2), leaf(1, 4)]
    tensors = {"w%d_0" % i: p.detach().clone() for i, p in enumerate(parameters)}
    opt = make(parameters)
    for step in range(1, steps + 1):
        for i, p in enumerate(parameters):
            p.grad = torch.randn(*p.shape) * 10.0 ** ((step - 1) % 5 - 2)
            tensors["g%d_%d" % (i, step)] = p.grad.clone()
        opt.step()
        for i, p in enumerate(parameters):
            tensors["w%d_%d" % (i, step)] = p.detach().clone()
    write(name, "g<i>_<t>: gradient of parameter i at step t; w<i>_<t>: its value after step t", tensors)


def schedules(steps=12):
    """The rate of each step, the first at index 0."""
    scheduler = torch.optim.lr_scheduler
    makers = {
        "step_decay": lambda o: scheduler.StepLR(o, step_size=4, gamma=0.3),
        "cosine": lambda o: scheduler.CosineAnnealingLR(o, T_max=steps - 1, eta_min=0.02),
        "warm_up": lambda o: scheduler.LinearLR(o, start_factor=1 / 5, total_iters=4),
    }
    tensors = {}
    for name, make in makers.items():
        opt = torch.optim.SGD([leaf(1)], lr=0.5)
        schedule = make(opt)
        rates = []
        for _ in range(steps):
            rates.append(opt.param_groups[0]["lr"])
            opt.step()
            schedule.step()
        tensors[name] = rates
    write("schedules", "learning rate of each step, from lr = 0.5", tensors)


def clipping():
    torch.manual_seed(SEED)
    tensors = {}
    for case, max_norm in (("long", 1.5), ("short", 50.0)):
        parameters = [leaf(3, 2), leaf(1, 4)]
        for i, p in enumerate(parameters):
            p.grad = torch.randn(*p.shape)
            tensors["%s_g%d" % (case, i)] = p.grad.clone()
        tensors[case + "_max_norm"] = max_norm
        tensors[case + "_norm"] = torch.nn.utils.clip_grad_norm_(parameters, max_norm)
        for i, p in enumerate(parameters):
            tensors["%s_clipped%d" % (case, i)] = p.grad.clone()
    write("clip_grad_norm", "PyTorch divides by norm + 1e-6", tensors)
    p = leaf(3, 2)
    p.grad = torch.randn(3, 2)
    tensors = {"g": p.grad.clone(), "limit": 0.4}
    torch.nn.utils.clip_grad_value_([p], 0.4)
    write("clip_grad_value", "clip_grad_value_", {**tensors, "clipped": p.grad})


def main():
    nn = torch.nn
    OUT.mkdir(parents=True, exist_ok=True)
    layer("rnn_tanh", shapes(1), functional(lambda: nn.RNN(D, H), "h"), "h")
    layer("rnn_relu", shapes(1), functional(lambda: nn.RNN(D, H, nonlinearity="relu"), "h"), "h")
    layer("lstm", shapes(4), functional(lambda: nn.LSTM(D, H), "hc"), "hc")
    layer("gru", shapes(3), functional(lambda: nn.GRU(D, H), "h"), "h")
    layer("gru_reset_before", shapes(3), gru_reset_before, "h")
    layer("min_gru", {"weight_ih": (2 * H, D), "bias_ih": (2 * H,)}, min_gru, "h")
    losses()
    optimizer("sgd", lambda p: torch.optim.SGD(p, lr=0.1))
    optimizer("adam", lambda p: torch.optim.Adam(p, lr=0.01))
    optimizer("momentum", lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9))
    optimizer("nesterov", lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.8, nesterov=True))
    optimizer("adamw", lambda p: torch.optim.AdamW(p, lr=0.01, weight_decay=0.2))
    optimizer("rmsprop", lambda p: torch.optim.RMSprop(p, lr=0.01))
    optimizer("adagrad", lambda p: torch.optim.Adagrad(p, lr=0.1))
    schedules()
    clipping()


if __name__ == "__main__":
    main()
