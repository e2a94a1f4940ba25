"""The twin of Tagger.java in PyTorch."""

import random
import sys

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

K = 5
PADDING = -100


class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(K, 8)
        self.lstm = nn.LSTM(8, 24, 2, bidirectional=True, dropout=0.1)
        self.head = nn.Linear(48, 2)

    def forward(self, ids, lengths):
        x = pack_padded_sequence(self.embedding(ids), lengths, enforce_sorted=False)
        h, _ = pad_packed_sequence(self.lstm(x)[0])
        return self.head(h)


def tags(row):
    return [int(symbol in row[t + 1 :]) for t, symbol in enumerate(row)]


def draw(count):
    rows = [[random.randrange(K) for _ in range(random.randint(1, 12))] for _ in range(count)]
    ids = pad_sequence([torch.tensor(row) for row in rows])
    lengths = torch.tensor([len(row) for row in rows])
    targets = [torch.tensor(tags(row)) for row in rows]
    return ids, lengths, pad_sequence(targets, padding_value=PADDING)


def learn(epochs):
    model = Tagger()
    optimizer = torch.optim.AdamW(model.parameters(), 5e-3, weight_decay=0.01)
    steps = 80 * epochs
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps, 1e-4)
    for _ in range(steps):
        ids, lengths, targets = draw(32)
        logits = model(ids, lengths)
        loss = nn.functional.cross_entropy(
            logits.flatten(0, 1), targets.flatten(), ignore_index=PADDING
        )
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1)
        optimizer.step()
        schedule.step()
    model.eval()
    ids, lengths, targets = draw(300)
    with torch.no_grad():
        right = model(ids, lengths).argmax(2) == targets
    return right[targets != PADDING].float().mean().item()


if __name__ == "__main__":
    torch.manual_seed(3)
    random.seed(3)
    print(f"accuracy {learn(int(sys.argv[1])):.3f}")
