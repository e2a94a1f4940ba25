"""The twin of Classify.java in PyTorch."""

import random
import sys

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

K = 6


class Classifier(nn.Module):
    def __init__(self, mean):
        super().__init__()
        self.mean = mean
        self.embedding = nn.Embedding(K, 8)
        self.gru = nn.GRU(8, 24, bidirectional=True)
        self.head = nn.Linear(48, 3)

    def forward(self, ids, lengths):
        x = pack_padded_sequence(self.embedding(ids), lengths, enforce_sorted=False)
        h, last = self.gru(x)
        if self.mean:
            h, _ = pad_packed_sequence(h)
            return self.head(h.sum(0) / lengths[:, None])
        return self.head(torch.cat([last[0], last[1]], 1))


def class_of(row):
    more = row.count(0) - row.count(1)
    return 0 if more > 0 else 1 if more < 0 else 2


def draw(count):
    rows = [[random.randrange(K) for _ in range(random.randint(1, 15))] for _ in range(count)]
    ids = pad_sequence([torch.tensor(row) for row in rows])
    lengths = torch.tensor([len(row) for row in rows])
    return ids, lengths, torch.tensor([class_of(row) for row in rows])


def learn(mean, epochs):
    model = Classifier(mean)
    optimizer = torch.optim.Adam(model.parameters(), 5e-3)
    for _ in range(epochs * 100):
        ids, lengths, classes = draw(32)
        loss = nn.functional.cross_entropy(model(ids, lengths), classes)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1)
        optimizer.step()
    ids, lengths, classes = draw(500)
    with torch.no_grad():
        return (model(ids, lengths).argmax(1) == classes).float().mean().item()


if __name__ == "__main__":
    torch.manual_seed(3)
    random.seed(3)
    for mean in (False, True):
        print(f"{'mean' if mean else 'last step'}: accuracy {learn(mean, int(sys.argv[1])):.3f}")
