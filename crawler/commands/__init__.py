"""The commands of `notices` that visit, read and replay, one module a task."""
