"""The version that `/healthz` and the changelog name."""

VERSION = "0.1.0"
