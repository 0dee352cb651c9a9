"""Scrapy's settings for every crawl; what depends on the operator is added by `crawl_settings`."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Any

from crawler.breaker import RETRIED_STATUSES
from crawler.configuration import Configuration

BOT_NAME = "health-notices"
SPIDER_LOADER_CLASS = "crawler.scrapy_project.SiteSpiderLoader"

ROBOTSTXT_OBEY = False  # `crawler.robots` obeys it in its place
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY_JITTER = 0.2
COOKIES_ENABLED = True
CONCURRENT_ITEMS = 1  # Scrapy 2.19 starts so many tasks for every response; the spider yields requests alone
RETRY_TIMES = 2
RETRY_HTTP_CODES = sorted(RETRIED_STATUSES)
REDIRECT_MAX_TIMES = 8
HTTPERROR_ALLOW_ALL = True  # every status is an answer that the visit names
DOWNLOAD_FAIL_ON_DATALOSS = True

TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
LOGSTATS_INTERVAL = 0
MEMUSAGE_ENABLED = False
LOG_INSTALL_ROOT_HANDLER = False  # logs go where `crawler.crawl` sends them

DOWNLOADER_MIDDLEWARES = {
    "crawler.guard.resolver.AddressGuard": 50,
    "crawler.middlewares.FreshRedirects": 60,
    "crawler.rendering.BrowserRendering": 70,
    "crawler.middlewares.HostBreaker": 90,
    "crawler.robots.RobotsRules": 100,
    "crawler.middlewares.CookieFirst": 555,
    "crawler.middlewares.FailedAttempts": 556,  # nearer to the network than retries, at 550
    "crawler.middlewares.RetryAfter": 560,  # nearer to the network than retries, so that it sees each answer
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "crawler.middlewares.PageRedirects": 580,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.middlewares.Redirects": 600,
    "crawler.guard.limits.UnpackingLimit": 595,  # sees an answer just before Scrapy unpacks it, at 590
    "crawler.middlewares.HostQueue": 990,
}
DOWNLOAD_HANDLERS = {
    "http": "crawler.guard.limits.LimitedDownloadHandler",
    "https": "crawler.guard.limits.LimitedDownloadHandler",
    **dict.fromkeys(("data", "file", "ftp", "s3")),
}
EXTENSIONS = {
    "crawler.prompt_stop.PromptStop": 0,
    # Doors to the running crawl: switched off above, they would still load aiohttp and conch.
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
}
TWISTED_DNS_RESOLVER = "crawler.guard.resolver.GuardedResolver"
SCHEDULER_PRIORITY_QUEUE = "crawler.host_turns.HostTurns"


SHORTEST_DELAY = 0.001
"""Seconds between two requests to a host, at least.

With none at all, Scrapy 2.19 sends whatever a host's queue holds at once: its downloader counts a
transfer only when the coroutine has started, after the loop that looks for a free place.
"""


def crawl_settings(configuration: Configuration, delay: float | None = None) -> dict[str, Any]:
    """The settings that the operator decides; *delay* overrides the configured one.

    The delay is the least time between two requests to a host: the jitter only adds to it.
    """
    least = max(SHORTEST_DELAY, configuration.delay if delay is None else delay)
    return {
        "USER_AGENT": user_agent(configuration.contact),
        "DOWNLOAD_DELAY": least / (1 - DOWNLOAD_DELAY_JITTER),
        "LONGEST_CRAWL_DELAY": configuration.longest_crawl_delay,
        "DOWNLOAD_TIMEOUT": configuration.timeout,
        "DOWNLOAD_MAXSIZE": configuration.max_bytes,
        "BROWSER_PATH": configuration.browser_path,
        "DOWNLOAD_WARNSIZE": 0,
        # Scrapy's queue serves the least busy host first, so this is also the number of hosts at once.
        "CONCURRENT_REQUESTS": configuration.hosts_at_once,
    }


def user_agent(contact: str | None) -> str:
    """``Mozilla/5.0 (compatible; NAME/VERSION; +CONTACT)``: some hosts refuse library agents."""
    try:
        number = version("health-notices")
    except PackageNotFoundError:
        number = "0"
    return f"Mozilla/5.0 (compatible; health-notices/{number}; +{contact or 'local use'})"
