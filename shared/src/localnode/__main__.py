"""`python -m localnode FILE` starts the node."""

import sys

from localnode.main import main

if __name__ == "__main__":
    sys.exit(main())
