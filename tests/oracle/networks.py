"""What PyTorch's layers start with, how its optimisers update, and how small networks train, after a seed."""

import zlib

import torch
from torch import nn, optim

SEEDS = (0, 42)

LAYERS = {
    'Conv2d(2, 4, 3)': lambda: nn.Conv2d(2, 4, 3),
    'Conv2d(4, 6, (3, 5), groups=2, bias=False)': lambda: nn.Conv2d(4, 6, (3, 5), groups=2, bias=False),
    'Embedding(7, 5, padding_idx=-2)': lambda: nn.Embedding(7, 5, padding_idx=-2),
    'LayerNorm((2, 3))': lambda: nn.LayerNorm((2, 3)),
    'BatchNorm2d(3)': lambda: nn.BatchNorm2d(3),
    'Linear(4, 3)': lambda: nn.Linear(4, 3),
    'Linear(20, 30, bias=False)': lambda: nn.Linear(20, 30, bias=False),
    'Sequential(Linear(784, 128), ReLU(), Linear(128, 10))': lambda: nn.Sequential(
        nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10)
    ),
}

# In place, one after the other.
INITS = (
    lambda t: nn.init.uniform_(t, -0.2, 0.7),
    lambda t: nn.init.normal_(t, 0.5, 2),
    lambda t: nn.init.constant_(t, 0.3),
    nn.init.xavier_uniform_,
    lambda t: nn.init.xavier_uniform_(t, gain=5 / 3),
    nn.init.xavier_normal_,
    nn.init.kaiming_uniform_,
    lambda t: nn.init.kaiming_uniform_(t, mode='fan_out', nonlinearity='relu'),
    lambda t: nn.init.kaiming_normal_(t, a=0.2),
    lambda t: nn.init.kaiming_normal_(t, mode='fan_out', nonlinearity='tanh'),
    nn.init.zeros_,
)

# By a name each, which the test has too: the optimiser and its options.
OPTIMISERS = {
    'SGD': (optim.SGD, {'lr': 0.05}),
    'SGD with momentum': (optim.SGD, {'lr': 0.05, 'momentum': 0.9, 'dampening': 0.3, 'weight_decay': 0.01}),
    'SGD by Nesterov': (optim.SGD, {'lr': 0.05, 'momentum': 0.9, 'nesterov': True}),
    'SGD uphill': (optim.SGD, {'lr': 0.001, 'maximize': True}),
    'Adam': (optim.Adam, {'lr': 0.01}),
    'Adam with everything': (
        optim.Adam,
        {'lr': 0.01, 'betas': (0.8, 0.99), 'eps': 1e-4, 'weight_decay': 0.1, 'amsgrad': True},
    ),
    'AdamW': (optim.AdamW, {'lr': 0.01}),
    'RMSprop': (optim.RMSprop, {'lr': 0.01}),
    'RMSprop with everything': (
        optim.RMSprop,
        {'lr': 0.01, 'alpha': 0.9, 'eps': 1e-4, 'weight_decay': 0.1, 'momentum': 0.5, 'centered': True},
    ),
    'Adagrad': (optim.Adagrad, {'lr': 0.1}),
    'Adagrad with everything': (
        optim.Adagrad,
        {'lr': 0.1, 'lr_decay': 0.01, 'weight_decay': 0.1, 'initial_accumulator_value': 0.5, 'eps': 1e-4},
    ),
}


def starts():
    """The first parameters of each layer: a checksum, and the first and the last number."""
    found = []
    for name, make in LAYERS.items():
        for seed in SEEDS:
            torch.manual_seed(seed)
            for key, p in make().state_dict().items():
                ends = [p.flatten()[0].item(), p.flatten()[-1].item()]
                found.append([name, seed, key, zlib.crc32(p.numpy().tobytes()), ends])
    return found


ROOT, ROOT_IN_PLACE = torch.Tensor.sqrt, torch.Tensor.sqrt_


def inits():
    """The checksum of each, of a matrix and of a convolution's weight."""
    torch.manual_seed(3)
    weights = torch.empty(7, 5), torch.empty(4, 3, 2, 2)
    return [[zlib.crc32(init(t).numpy().tobytes()) for t in weights] for init in INITS]


def right_root(x):
    """The vendor's root of floats depends on the processor (vendor.py). IEEE 754 has one, which this is."""
    return ROOT(x.double()).float()


def updates(make, options):
    """A parameter of 40 elements after 100 steps, whose gradients are drawn."""
    torch.Tensor.sqrt = right_root
    torch.Tensor.sqrt_ = lambda x: x.copy_(right_root(x))
    torch.manual_seed(1)
    w = nn.Parameter(torch.randn(40))
    optimiser = make([w], **options)
    for _ in range(100):
        w.grad = torch.randn(40)
        optimiser.step()
    torch.Tensor.sqrt, torch.Tensor.sqrt_ = ROOT, ROOT_IN_PLACE
    return w.tolist()


def training(make, options):
    """The losses of a small network over 20 steps on one batch."""
    torch.manual_seed(2)
    x, y = torch.randn(16, 4), torch.rand(16, 3)
    net = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 3))
    optimiser = make(net.parameters(), **options)
    losses = []
    for _ in range(20):
        optimiser.zero_grad()
        loss = ((net(x) - y) ** 2).mean()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses


def train(optimiser, steps, compute):
    losses = []
    for _ in range(steps):
        optimiser.zero_grad()
        loss = compute()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses


def perceptron():
    """Learns which points lie in the first and third quadrant."""
    torch.manual_seed(5)
    x = torch.randn(64, 2)
    labels = (x[:, 0] * x[:, 1] > 0).long()
    net = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 2))
    criterion = nn.CrossEntropyLoss()
    return train(optim.Adam(net.parameters(), lr=0.05), 60, lambda: criterion(net(x), labels))


def recurrent():
    """Adds up sequences, with one layer for what is seen and one for what is remembered."""
    torch.manual_seed(6)
    x = torch.randn(32, 5, 1)
    sums = x.sum(1)
    see, remember, tell = nn.Linear(1, 8), nn.Linear(8, 8), nn.Linear(8, 1)
    criterion = nn.MSELoss()

    def compute():
        h = torch.zeros(32, 8)
        for t in range(5):
            h = torch.tanh(see(x[:, t]) + remember(h))
        return criterion(tell(h), sums)

    parameters = [*see.parameters(), *remember.parameters(), *tell.parameters()]
    return train(optim.Adam(parameters, lr=0.02), 60, compute)


def convolutional():
    """Finds the bright quadrant of an image; then, the outputs for the first image as in use."""
    torch.manual_seed(7)
    labels = torch.randint(4, (32,))
    bright = torch.stack([labels // 2, labels % 2], 1).float().reshape(32, 2, 1, 1)
    rows, columns = torch.arange(8).reshape(8, 1) // 4, torch.arange(8).reshape(1, 8) // 4
    x = torch.randn(32, 1, 8, 8) + ((rows == bright[:, :1]) & (columns == bright[:, 1:])).float()
    net = nn.Sequential(
        nn.Conv2d(1, 4, 3, padding=1),
        nn.BatchNorm2d(4),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(64, 4),
    )
    criterion = nn.CrossEntropyLoss(label_smoothing=0.1)
    optimiser = optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
    losses = train(optimiser, 40, lambda: criterion(net(x), labels))
    net.eval()
    return {'losses': losses, 'outputs': net(x[:1])[0].tolist(), 'state': list(net.state_dict())}


def rates(make):
    """The learning rates of 25 epochs, changed by hand once."""
    optimiser = optim.SGD([nn.Parameter(torch.zeros(1))], lr=0.5)
    scheduler = make(optimiser)
    found = []
    for epoch in range(25):
        found.append(scheduler.get_last_lr()[0])
        if epoch == 5:
            optimiser.param_groups[0]['lr'] = 0.4
        optimiser.step()
        scheduler.step()
    return found


SCHEDULERS = {
    'StepLR': lambda optimiser: optim.lr_scheduler.StepLR(optimiser, 4, gamma=0.3),
    'ExponentialLR': lambda optimiser: optim.lr_scheduler.ExponentialLR(optimiser, 0.9),
    'CosineAnnealingLR': lambda optimiser: optim.lr_scheduler.CosineAnnealingLR(optimiser, 10, eta_min=0.01),
}


def printed():
    """How modules print themselves."""
    modules = [
        nn.Linear(2, 3),
        nn.Linear(2, 3, bias=False),
        nn.LeakyReLU(0.2),
        nn.Softplus(),
        nn.ELU(),
        nn.Hardtanh(),
        nn.Sequential(nn.Linear(1, 2), nn.Sequential(nn.Tanh(), nn.ReLU())),
        nn.ModuleList([nn.Linear(1, 2), nn.Linear(1, 2), nn.SiLU()]),
        nn.Sequential(),
        nn.Conv2d(1, 6, 5),
        nn.Conv2d(2, 6, (3, 5), stride=2, padding=1, dilation=2, groups=2, bias=False),
        nn.Conv2d(1, 2, 3, padding='same'),
        nn.MaxPool2d(2),
        nn.MaxPool2d((2, 3), stride=1, padding=1, ceil_mode=True),
        nn.AvgPool2d(2),
        nn.AvgPool2d((3, 2), (2, 1), 1),
        nn.GELU('tanh'),
        nn.Softmax(dim=1),
        nn.LogSoftmax(dim=-1),
        nn.Dropout(0.2),
        nn.Flatten(),
        nn.LayerNorm(10),
        nn.LayerNorm([2, 3], eps=1e-3, bias=False),
        nn.BatchNorm1d(4),
        nn.BatchNorm2d(4, affine=False, momentum=None, track_running_stats=False),
        nn.Embedding(10, 3),
        nn.Embedding(10, 3, padding_idx=-1),
    ]
    return [repr(module) for module in modules]


def everything():
    return {
        'starts': starts(),
        'inits': inits(),
        'updates': {name: updates(*given) for name, given in OPTIMISERS.items()},
        'training': {name: training(*given) for name, given in OPTIMISERS.items()},
        'examples': {
            'perceptron': perceptron(),
            'recurrent': recurrent(),
            'convolutional': convolutional(),
        },
        'rates': {name: rates(make) for name, make in SCHEDULERS.items()},
        'printed': printed(),
    }
