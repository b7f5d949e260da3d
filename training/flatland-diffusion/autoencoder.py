"""From pictures to latents and back: a plain convolutional autoencoder without a bottleneck of chance.

Latents are made even (mean 0, deviation 1, channel by channel) by numbers measured after training, so that folders
need neither scaling nor shift.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from sizes import Size


class Residual(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.norm = nn.GroupNorm(4, width)
        self.first = nn.Conv2d(width, width, 3, padding=1)
        self.second = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.second(F.silu(self.first(F.silu(self.norm(x)))))


class Encoder(nn.Module):
    """Pictures [b,3,h,w] in -1..1 to latents [b,c,h/f,w/f]."""

    def __init__(self, size: Size):
        super().__init__()
        # Four pixels at a time from the start: full size is where convolutions cost most.
        layers: list[nn.Module] = [nn.PixelUnshuffle(2), nn.Conv2d(12, size.widths[0], 3, padding=1)]
        for narrow, wide in zip(size.widths, size.widths[1:], strict=False):
            layers += [Residual(narrow) for _ in range(size.blocks)]
            layers += [nn.Conv2d(narrow, wide, 4, stride=2, padding=1)]
        last = size.widths[-1]
        layers += [Residual(last) for _ in range(size.blocks)]
        layers += [nn.GroupNorm(4, last), nn.SiLU(), nn.Conv2d(last, size.latent_channels, 3, padding=1)]
        self.layers = nn.Sequential(*layers)
        self.register_buffer("mean", torch.zeros(size.latent_channels))
        self.register_buffer("deviation", torch.ones(size.latent_channels))

    def forward(self, sample: Tensor) -> Tensor:
        return (self.layers(sample) - self.mean[:, None, None]) / self.deviation[:, None, None]


class Decoder(nn.Module):
    """Latents to pictures in -1..1, a little beyond where the network overshoots."""

    def __init__(self, size: Size):
        super().__init__()
        widths = size.widths[::-1]
        layers: list[nn.Module] = [nn.Conv2d(size.latent_channels, widths[0], 3, padding=1)]
        layers += [Residual(widths[0]) for _ in range(size.blocks)]
        for wide, narrow in zip(widths, widths[1:], strict=False):
            layers += [nn.Upsample(scale_factor=2), nn.Conv2d(wide, narrow, 3, padding=1)]
            layers += [Residual(narrow) for _ in range(size.blocks)]
        last = widths[-1]
        layers += [nn.GroupNorm(4, last), nn.SiLU(), nn.Conv2d(last, 12, 3, padding=1), nn.PixelShuffle(2)]
        self.layers = nn.Sequential(*layers)
        self.register_buffer("mean", torch.zeros(size.latent_channels))
        self.register_buffer("deviation", torch.ones(size.latent_channels))

    def forward(self, latent_sample: Tensor) -> Tensor:
        return self.layers(latent_sample * self.deviation[:, None, None] + self.mean[:, None, None])


class Autoencoder(nn.Module):
    def __init__(self, size: Size):
        super().__init__()
        self.encoder = Encoder(size)
        self.decoder = Decoder(size)

    @torch.no_grad()
    def even_out(self, latents: Tensor) -> None:
        """Takes the latents [n,c,h,w] of many pictures as what mean 0 and deviation 1 is from now on."""
        mean = latents.mean((0, 2, 3)) * self.encoder.deviation + self.encoder.mean
        deviation = latents.std((0, 2, 3)) * self.encoder.deviation
        for part in (self.encoder, self.decoder):
            part.mean.copy_(mean)
            part.deviation.copy_(deviation.clamp(min=1e-3))


def picture_loss(drawn: Tensor, wanted: Tensor) -> Tensor:
    """Distance of colours and of edges: flat pictures are told by their edges."""
    loss = (drawn - wanted).abs().mean() + (drawn - wanted).square().mean()
    for axis in (2, 3):
        loss = loss + (drawn.diff(dim=axis) - wanted.diff(dim=axis)).abs().mean()
    return loss
