"""What each command does, one module a command: it takes plain values and an `Output`, and returns the exit code."""
