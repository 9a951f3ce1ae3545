"""`python -m orosbot` is the same as `orosbot`."""

import sys

from orosbot.cli import main

if __name__ == "__main__":
    sys.exit(main())
