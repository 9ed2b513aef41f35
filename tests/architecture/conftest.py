"""Where the modules of a service stand is known in one place."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "shape"))
