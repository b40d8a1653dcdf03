"""Is this Python new enough?"""

import platform
import sys

from kehu.base.text import Text
from kehu.site.checks import Finding
from kehu.site.configuration import Configuration

ORDER = 10


def look(_given: Configuration) -> Finding:
    """Compare the version with 3.11."""
    version = platform.python_version()
    well = sys.version_info >= (3, 11)
    good = Text("Python {version}", "Python {version}")
    bad = Text("Python {version} 太旧，请安装 3.11 或更新的版本", "Python {version} is too old; install 3.11 or newer")
    return Finding(well, (good if well else bad).format(version=version))
