"""Which pages carry the same notice: fingerprints, a verdict with its reason, and groups.  Pure."""
