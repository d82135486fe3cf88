"""``python -m imeworkbook``."""

import sys

from imeworkbook.cli import main

sys.exit(main())
