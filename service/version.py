"""The version of package, service and contract."""

VERSION = "0.1.0"
