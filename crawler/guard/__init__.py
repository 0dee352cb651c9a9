"""Guards between a page and our machine: where requests may go, and how much an answer may bring."""
