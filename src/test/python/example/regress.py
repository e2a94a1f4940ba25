"""The twin of Regress.java in PyTorch: series.txt from Data.java, one number a line."""

import copy
import os
import sys

import torch
from torch import nn

STEPS = 20


class Forecaster(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(1, 16, 2, dropout=0.1)
        self.head = nn.Linear(16, 1)

    def forward(self, x):
        return self.head(self.lstm(x)[0][-1])


def windows(z, begin, end):
    ends = range(begin, end)
    x = torch.stack([z[t - STEPS : t] for t in ends], 1)
    return x[:, :, None], torch.stack([z[t] for t in ends])[:, None]


def learn(series, path, kill=None):
    torch.manual_seed(7)
    mean, spread = series[:600].mean(), series[:600].std(unbiased=False)
    z = (series - mean) / spread
    train_x, train_y = windows(z, STEPS, 600)
    valid_x, valid_y = windows(z, 620, 800)
    test_x, test_y = windows(z, 820, 1000)
    model = Forecaster()
    optimizer = torch.optim.Adam(model.parameters(), 5e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 400, 1e-5)
    run = {"epoch": 0, "best": float("inf"), "bad": 0, "weights": None}
    if os.path.exists(path):
        saved = torch.load(path, weights_only=False)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"])
        torch.set_rng_state(saved["random"])
        run = saved["run"]
    while run["epoch"] < 20 and run["bad"] < 3:
        run["epoch"] += 1
        model.train()
        for rows in torch.randperm(train_x.shape[1]).split(32):
            loss = nn.functional.mse_loss(model(train_x[:, rows]), train_y[rows])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1)
            optimizer.step()
            schedule.step()
        model.eval()
        with torch.no_grad():
            judged = nn.functional.mse_loss(model(valid_x), valid_y).item()
        run["bad"] += 1
        if judged < run["best"]:
            run |= {"best": judged, "bad": 0, "weights": copy.deepcopy(model.state_dict())}
        checkpoint = {
            "model": model.state_dict(),
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
            "random": torch.get_rng_state(),
            "run": run,
        }
        torch.save(checkpoint, path + ".part")
        os.replace(path + ".part", path)
        if run["epoch"] == kill:
            sys.exit("killed")
    model.load_state_dict(run["weights"])
    model.eval()
    with torch.no_grad():
        return (nn.functional.mse_loss(model(test_x), test_y).sqrt() * spread).item()


if __name__ == "__main__":
    numbers = torch.tensor([float(line) for line in open(sys.argv[1])])
    kill = int(sys.argv[3]) if len(sys.argv) > 3 else None
    print(f"rmse {learn(numbers, sys.argv[2], kill):.5f}")
