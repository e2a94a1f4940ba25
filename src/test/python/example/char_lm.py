"""The twin of CharLm.java in PyTorch: names.txt from Data.java, one name a line."""

import math
import random
import sys

import torch
from torch import nn


class CharLm(nn.Module):
    def __init__(self, tokens, hidden):
        super().__init__()
        self.embedding = nn.Embedding(tokens, 24)
        self.lstm = nn.LSTM(24, hidden, 2, dropout=0.1)
        self.head = nn.Linear(hidden, tokens)

    def forward(self, ids, state=None):
        h, state = self.lstm(self.embedding(ids), state)
        return self.head(h), state


def batches(ids, rows=16, steps=32):
    width = (len(ids) - 1) // rows
    x = ids[: rows * width].view(rows, width).t()
    y = ids[1 : rows * width + 1].view(rows, width).t()
    return [(x[i : i + steps], y[i : i + steps]) for i in range(0, width - steps + 1, steps)]


def epoch(model, data, optimizer=None):
    model.train(optimizer is not None)
    state, total = None, 0
    for x, y in data:
        logits, state = model(x, state)
        state = tuple(s.detach() for s in state)
        loss = nn.functional.cross_entropy(logits.flatten(0, 1), y.flatten())
        if optimizer is not None:
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5)
            optimizer.step()
        total += loss.item()
    return total / len(data)


@torch.no_grad()
def invent(model, characters, length):
    model.eval()
    token, state, text = torch.tensor([[characters.index("\n")]]), None, ""
    while len(text) < length:
        logits, state = model(token, state)
        token = torch.multinomial(torch.softmax(logits[0] / 0.7, 1), 1)
        text += characters[token.item()]
    return text


def main(path, hidden, epochs):
    torch.manual_seed(1)
    names = open(path).read().split()
    random.Random(2).shuffle(names)
    text = "\n".join(names) + "\n"
    characters = sorted(set(text))
    ids = torch.tensor([characters.index(c) for c in text])
    cut = len(ids) * 9 // 10
    train, valid = batches(ids[:cut]), batches(ids[cut:])
    model = CharLm(len(characters), hidden)
    optimizer = torch.optim.Adam(model.parameters(), 4e-3)
    for _ in range(epochs):
        epoch(model, train, optimizer)
        with torch.no_grad():
            loss = epoch(model, valid)
    print(f"{loss / math.log(2):.3f} bits for a character")
    print(invent(model, characters, 160))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
