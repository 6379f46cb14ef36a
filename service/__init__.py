"""Figurecheck: finds the figures in several texts, works out what each one claims, and reports where they disagree."""

from .model import Claim, Document, Options, Report
from .pipeline import check, compare, extract

__all__ = ["Claim", "Document", "Options", "Report", "check", "compare", "extract"]
