"""The version, in its only place: the build reads it here, and so do reports."""

VERSION = "0.1.0"
