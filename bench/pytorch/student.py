"""The student in idiomatic PyTorch, and a training step as its documentation would have it."""
import time

import numpy
import torch
from torch import nn

INPUT = (17, 708, 17)  # waiting times, rows, pump times


def normalised(convolution):
    return [convolution, nn.BatchNorm2d(convolution.out_channels, eps=1e-3, momentum=0.01), nn.ReLU(inplace=True)]


def depthwise(channels):
    return nn.Conv2d(channels, channels, 3, padding=1, groups=channels)


class Student(nn.Sequential):
    """17 -> 32 -> 16 -> 96 -> 320 -> 256 channels, 64 features, 2 classes; 'same' padding as Keras has it."""

    def __init__(self, dropout):
        super().__init__(
            nn.ZeroPad2d((1, 1, 0, 1)),  # left, right, top, bottom: what 'same' means at stride 2 for 708 x 17
            *normalised(nn.Conv2d(17, 32, 3, stride=2)),
            *normalised(depthwise(32)),
            *normalised(nn.Conv2d(32, 16, 1)),
            *normalised(nn.Conv2d(16, 96, 1)),
            *normalised(depthwise(96)),
            *normalised(nn.Conv2d(96, 320, 1)),
            *normalised(nn.Conv2d(320, 256, 1, bias=False)),
            nn.AvgPool2d(2), nn.Flatten(),
            nn.Linear(256 * 177 * 4, 64), nn.BatchNorm1d(64, eps=1e-3, momentum=0.01), nn.Dropout(dropout),
            nn.Linear(64, 2))

    def parameter_count(self):
        """With running means and variances, without num_batches_tracked."""
        return sum(x.numel() for name, x in self.state_dict().items() if not name.endswith("num_batches_tracked"))

    def load(self, path):
        """gridsweep's weights: the same order, but that it flattens row, column, channel."""
        numbers = torch.from_numpy(numpy.fromfile(path, numpy.float32))
        begin = 0
        with torch.no_grad():
            for parameter in self.parameters():
                values = numbers[begin:begin + parameter.numel()]
                begin += parameter.numel()
                if parameter.dim() == 2 and parameter.shape[1] == 256 * 177 * 4:
                    values = values.view(64, 177, 4, 256).permute(0, 3, 1, 2)
                parameter.copy_(values.reshape(parameter.shape))
        assert begin == len(numbers), "the two networks have different parameters"


def batch(rows, path=None):
    torch.manual_seed(1)
    pictures = (torch.from_numpy(numpy.fromfile(path, numpy.float32)).view(rows, *INPUT) if path
                else torch.randn(rows, *INPUT))
    return pictures, torch.arange(rows) % 2


class Training:
    """`variant` is a memory format, with "+script" for TorchScript and "+foreach" for Adam's multi-tensor form."""

    def __init__(self, variant, rows, dropout):
        options = variant.split("+")
        self.format = torch.channels_last if "channels_last" in options else torch.contiguous_format
        torch.manual_seed(2)
        self.network = Student(dropout).to(memory_format=self.format).train()
        # The batch comes in the network's own format: for a data loader that would cost nothing.
        pictures, self.labels = batch(rows)
        self.pictures = pictures.contiguous(memory_format=self.format)
        self.parameters = list(self.network.parameters())
        self.optimiser = torch.optim.Adam(self.parameters, lr=1e-6, betas=(0.9, 0.999), eps=1e-7,
                                          foreach="foreach" in options)
        self.loss = nn.CrossEntropyLoss()
        self.forward = torch.jit.script(self.network) if "script" in options else self.network
        self.steps = 0

    def step(self):
        self.optimiser.zero_grad(set_to_none=True)
        loss = self.loss(self.forward(self.pictures), self.labels)
        loss.backward()
        nn.utils.clip_grad_value_(self.parameters, 0.5)
        for group in self.optimiser.param_groups:
            group["lr"] = 1e-6 / (1 + 1e-5 * self.steps)
        self.optimiser.step()
        self.steps += 1

    def milliseconds_of_a_step(self):
        start = time.perf_counter()
        self.step()
        return (time.perf_counter() - start) * 1e3
