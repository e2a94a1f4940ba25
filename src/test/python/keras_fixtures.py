"""Writes weights of Keras' recurrent layers, and what the layers made of an input.

    pip install keras jax safetensors numpy
    KERAS_BACKEND=jax JAX_ENABLE_X64=1 python3 src/test/python/keras_fixtures.py

Everything is float64, from a fixed seed, at sizes that differ pairwise. A file NAME.safetensors has
the weights under Keras' names; NAME.run.safetensors has x (T*N, D) and y (T*N, H), time first. Both
are written by the safetensors package itself. The Java tests read the files and need no Python.
"""

import pathlib

import jax
import keras
import numpy
from safetensors.numpy import save_file

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "unrolled" / "keras"
T, N, D, H = 6, 3, 5, 4

# Keras' own tanh rounds to float32 on this backend (3.15), so the layers get that of JAX.
OPTIONS = {"return_sequences": True, "dtype": "float64", "activation": jax.numpy.tanh}

keras.config.set_floatx("float64")


def write(name, layer):
    rng = numpy.random.default_rng(20240101)
    x = rng.standard_normal((N, T, D))
    layer.build(x.shape)
    for weight in layer.weights:
        weight.assign(rng.standard_normal(weight.shape) * 0.6)
    y = numpy.asarray(layer(x))
    assert y.dtype == numpy.float64
    weights = {w.path.split("/")[-1]: numpy.asarray(w) for w in layer.cell.trainable_weights}
    time_first = {"x": x, "y": y}
    run = {key: numpy.ascontiguousarray(value.transpose(1, 0, 2).reshape(T * N, -1))
           for key, value in time_first.items()}
    what = {"keras": keras.__version__, "layer": name}
    save_file(weights, OUT / (name + ".safetensors"), metadata=what)
    save_file(run, OUT / (name + ".run.safetensors"), metadata=what)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    layers = keras.layers
    write("simple_rnn", layers.SimpleRNN(H, **OPTIONS))
    write("lstm", layers.LSTM(H, **OPTIONS))
    write("gru", layers.GRU(H, **OPTIONS))
    write("gru_reset_before", layers.GRU(H, **OPTIONS, reset_after=False))


if __name__ == "__main__":
    main()
