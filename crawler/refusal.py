"""Refusal: a request that our own rules keep from being made, with the name of its failure."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest

from crawler.failure import FailureName


class RefusedError(IgnoreRequest):
    """The request is not made; ``failure_name`` says why, the message says it in a sentence."""

    def __init__(self, failure_name: FailureName, message: str) -> None:
        super().__init__(message)
        self.failure_name = failure_name
