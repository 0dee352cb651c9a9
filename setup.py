"""Compiles the one pass over a page where that can be done; all else of the build is in pyproject.toml.

mypyc translates three typed modules, in which a reading spends nearly half of its time.  They run as they
are where nothing compiles them: without a compiler, with ``NOTICES_COMPILE=0`` in the environment, and in an
editable install, where an edit would not be seen; ``NOTICES_COMPILE=1`` compiles them there as well.
"""

import os
import sys

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.errors import CompileError, ExecError, LinkError, PlatformError

THE_PASS = [f"crawler/extraction/{name}.py" for name in ("flatten", "line_writer", "tags")]


def goes_compiled() -> bool:
    """Whether the modules go into this build as C: into a wheel unless told not to, else only if told to."""
    told = os.environ.get("NOTICES_COMPILE")
    if "editable_wheel" in sys.argv:
        return told == "1"
    return "bdist_wheel" in sys.argv and told != "0"


def extensions() -> list[Extension]:
    """The modules as C, if this is a build that they go into."""
    if not goes_compiled():
        return []
    from mypyc.build import mypycify  # noqa: PLC0415 - takes a second, of which most builds need nothing

    # By itself: what the rest of the project is checked for, and with what stubs, is the tests' concern.
    return mypycify(["--config-file=", "--ignore-missing-imports", "--follow-imports=silent", *THE_PASS])


class BuildWherePossible(build_ext):
    """Leaves the modules as they are where there is no compiler that can build them."""

    def run(self) -> None:
        try:
            super().run()
        except (CompileError, ExecError, LinkError, PlatformError) as error:
            self.warn(f"the pass over a page stays uncompiled, and takes a fifth longer: {error}")
            self.extensions = []


setup(ext_modules=extensions(), cmdclass={"build_ext": BuildWherePossible})
