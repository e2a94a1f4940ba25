"""The twin of Translate.java in PyTorch: dates.tsv from Data.java, a source and a target a line."""

import random
import sys

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

LONGEST = 12
PADDING = -100


class Translator(nn.Module):
    def __init__(self, sources, targets, start, hidden):
        super().__init__()
        self.start = start
        self.source_tokens = nn.Embedding(sources, 24)
        self.target_tokens = nn.Embedding(targets, 24)
        self.encoder = nn.GRU(24, hidden, bidirectional=True)
        self.bridge = nn.Linear(2 * hidden, hidden)
        self.decoder = nn.GRU(24, hidden)
        self.query = nn.Linear(hidden, 2 * hidden, bias=False)
        self.combine = nn.Linear(3 * hidden, hidden, bias=False)
        self.head = nn.Linear(hidden, targets)

    def encode(self, ids, lengths):
        x = pack_padded_sequence(self.source_tokens(ids), lengths, enforce_sorted=False)
        packed, last = self.encoder(x)
        states, _ = pad_packed_sequence(packed)
        mask = torch.arange(len(states))[:, None] >= lengths
        return states, mask, torch.tanh(self.bridge(torch.cat([last[0], last[1]], 1)))[None]

    def decode(self, ids, state, states, mask):
        h, state = self.decoder(self.target_tokens(ids), state)
        scores = torch.einsum("tnh,snh->tns", self.query(h), states)
        weights = torch.softmax(scores.masked_fill(mask.t(), float("-inf")), 2)
        context = torch.einsum("tns,snh->tnh", weights, states)
        said = torch.tanh(self.combine(torch.cat([context, h], 2)))
        return self.head(said), state

    def forward(self, sources, lengths, targets):
        states, mask, state = self.encode(sources, lengths)
        first = torch.full_like(targets[:1], self.start)
        read = torch.cat([first, targets[:-1].clamp(min=0)])
        return self.decode(read, state, states, mask)[0]

    @torch.no_grad()
    def search(self, source, end, width=3):
        states, mask, state = self.encode(source[:, None], torch.tensor([len(source)]))
        beams, found = [(0.0, [self.start], state)], []
        for length in range(1, LONGEST + 1):
            extended = []
            for score, tokens, state in beams:
                logits, after = self.decode(torch.tensor([tokens[-1:]]), state, states, mask)
                logs = torch.log_softmax(logits[0, 0], 0)
                for token, log in enumerate(logs.tolist()):
                    extended.append((score + log, tokens + [token], after))
            extended.sort(key=lambda beam: -beam[0])
            done = [b for b in extended if b[1][-1] == end or length == LONGEST]
            found += [(score / length, tokens) for score, tokens, _ in done]
            beams = [b for b in extended if b[1][-1] != end][:width]
        return max(found)[1][1:]


def learn(model, pairs, steps):
    optimizer = torch.optim.Adam(model.parameters(), 4e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps, 2e-4)
    for _ in range(steps):
        batch = [random.choice(pairs) for _ in range(32)]
        lengths = torch.tensor([len(source) for source, _ in batch])
        targets = pad_sequence([target for _, target in batch], padding_value=PADDING)
        logits = model(pad_sequence([source for source, _ in batch]), lengths, targets)
        loss = nn.functional.cross_entropy(
            logits.flatten(0, 1), targets.flatten(), ignore_index=PADDING
        )
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1)
        optimizer.step()
        schedule.step()


def main(path, hidden, steps):
    torch.manual_seed(5)
    random.seed(5)
    lines = [line.rstrip("\n").split("\t") for line in open(path)]
    source = sorted(set("".join(text for text, _ in lines)))
    target = "0123456789-$^"
    pairs = [
        (
            torch.tensor([source.index(c) for c in text]),
            torch.tensor([target.index(c) for c in date + "$"]),
        )
        for text, date in lines
    ]
    model = Translator(len(source), len(target), target.index("^"), hidden)
    learn(model, pairs[:5800], steps)
    model.eval()
    test = pairs[5800:5900]
    right = sum(model.search(s, target.index("$")) == t.tolist() for s, t in test)
    print(f"{right / len(test):.3f} of the dates are right")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
