"""Who holds the others up: the bottleneck of a period, named where the data show one."""

from domain.bottleneck.find import Bottleneck, bottleneck
from domain.bottleneck.repeated import Agreement, agreement
from domain.bottleneck.sentence import sentence

__all__ = ["Agreement", "Bottleneck", "agreement", "bottleneck", "sentence"]
