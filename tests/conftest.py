"""What every test may import: the folder of the tests, for `hostile`. No test finds or leaves results of another run."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
os.environ["UDL_LINT_CACHE_DIR"] = tempfile.mkdtemp(prefix="udl-lint-tests-")
atexit.register(shutil.rmtree, os.environ["UDL_LINT_CACHE_DIR"], ignore_errors=True)
