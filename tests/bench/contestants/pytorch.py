# PyTorch natively, in eager mode and one thread: the same programs, over the protocol of ../worker.js.
import json
import resource
import sys
import time

import torch
import torch.nn.functional as F

torch.set_num_threads(1)


def leaf(value):
    return torch.tensor(value, dtype=torch.float32, requires_grad=True)


def descend(parameters, rate):
    with torch.no_grad():
        for each in parameters:
            each.sub_(each.grad, alpha=rate)
            each.grad = None


class Race:
    def __init__(self, workload, rates, x, y, parameters):
        self.units, self.rates = workload["units"], rates
        self.x, self.y, self.first = x, y, parameters

    def start(self):
        self.all = [leaf(each) for each in self.first]


class W1(Race):
    def start(self):
        self.w = leaf([1.0])

    def step(self, k):
        total, w = 0.0, self.w
        for epoch in range(100):
            for x, y in zip([1.0, 2.0, 3.0], [2.0, 4.0, 6.0]):
                loss = (x * w - y) ** 2
                loss.backward()
                w.data = w.data - self.rates["seed"] * w.grad.data
                w.grad.data.zero_()
            total += loss.item()
        return total


class W2(Race):
    def start(self):
        nested = [[[leaf(v) for v in row] if isinstance(row, list) else leaf(row) for row in each] for each in self.first]
        self.model = nested
        self.all = [v for each in nested for row in each for v in (row if isinstance(row, list) else [row])]

    def layer(self, inputs, weights, biases):
        return [sum((weights[i][j] * value for i, value in enumerate(inputs)), bias) for j, bias in enumerate(biases)]

    def step(self, k):
        w1, b1, w2, b2, w3, b3 = self.model
        margins = torch.tensor(0.0)
        for row, label in zip(self.x, self.y):
            h1 = [v.relu() for v in self.layer(row, w1, b1)]
            h2 = [v.relu() for v in self.layer(h1, w2, b2)]
            margins = margins + (1 + -label * self.layer(h2, w3, b3)[0]).relu()
        loss = margins * (1 / len(self.x)) + 1e-4 * sum(p * p for p in self.all)
        loss.backward()
        descend(self.all, 1 - 0.9 * k / 100)
        return loss.item()


class W2tensors(Race):
    def step(self, k):
        w1, b1, w2, b2, w3, b3 = self.all
        h = torch.relu(torch.relu(self.x @ w1 + b1) @ w2 + b2)
        margins = torch.relu(1 - self.y[:, None] * (h @ w3 + b3))
        loss = margins.mean() + 1e-4 * sum((p * p).sum() for p in self.all)
        loss.backward()
        descend(self.all, 1 - 0.9 * k / 100)
        return loss.item()


class W3(Race):
    def step(self, k):
        total, w1, b1, w2, b2, w3, b3 = 0.0, *self.all
        for x, y in zip(self.x.split(10), self.y[:, None].split(10)):
            out = torch.tanh(torch.tanh(torch.tanh(x @ w1 + b1) @ w2 + b2) @ w3 + b3)
            loss = F.mse_loss(out, y) * 0.5
            loss.backward()
            descend(self.all, self.rates["spiral"])
            total += loss.item()
        return total / 25


class W4(Race):
    def step(self, k):
        w1, b1, w2, b2 = self.all
        loss = F.cross_entropy(torch.relu(self.x @ w1 + b1) @ w2 + b2, self.y.long())
        loss.backward()
        descend(self.all, self.rates["pictures"])
        return loss.item()


class W5(Race):
    def start(self):
        self.w, self.b = leaf(-1.0), leaf(0.25)

    def chain(self):
        y = torch.tensor(1.0)
        for _ in range(self.units // 2):
            y = y * self.w + self.b
        return y

    def step(self, k):
        self.chain().backward()
        return (self.w.grad + self.b.grad).item()

    def hold(self):
        self.start()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        end = self.chain()
        return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 / self.units if end.requires_grad else 0


def run(race, period, start, count):
    for i in range(start, start + count):
        if i % period == 0:
            race.start()
        race.step(i % period)


def round_of(race, workload, milliseconds):
    began, steps, chunk, elapsed = time.perf_counter(), 0, 1, 0
    while elapsed * 1000 < milliseconds:
        run(race, workload["period"], steps, chunk)
        steps += chunk
        elapsed = time.perf_counter() - began
        if elapsed * 1000 < steps / chunk:
            chunk *= 2
    return elapsed * 1e9 / (steps * workload["units"])


def main():
    begin = json.loads(sys.stdin.readline())
    workload, data = begin["workload"], begin["data"]
    nodes = workload["id"] == "W2"
    x, y = (data["x"], data["y"]) if nodes else (torch.tensor(data["x"]), torch.tensor(data["y"], dtype=torch.float32))
    race = {"W1": W1, "W2": W2, "W2-tensors": W2tensors, "W3": W3, "W4": W4, "W5": W5}[workload["id"]](
        workload, begin["rates"], x, y, data["parameters"])
    outside = race.hold() if workload["id"] == "W5" else None
    race.start()
    losses = [race.step(k) for k in range(workload["checked"])]
    print(json.dumps({"losses": losses, "bytes": outside and {"heap": 0, "outside": outside}}), flush=True)
    for line in sys.stdin:
        print(json.dumps({"time": round_of(race, workload, float(line))}), flush=True)


main()
