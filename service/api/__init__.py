"""The HTTP edge: bytes in, bytes out; everything between is the pipeline's."""

from .app import create_app

__all__ = ["create_app"]
