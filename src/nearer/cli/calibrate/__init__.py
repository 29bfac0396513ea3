"""Estimate a scale's item parameters from everyone who answered: `nearer calibrate`."""

from __future__ import annotations
