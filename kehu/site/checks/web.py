"""Is the web application there?"""

from kehu.base.text import Text
from kehu.site.checks import Finding
from kehu.site.configuration import Configuration
from kehu.site.pages import WEB_ROOT

ORDER = 50

GOOD = Text("网页已就位({count} 个文件)", "The web application is there ({count} files)")
MISSING = Text("没有找到网页，请运行 make run 构建", "The web application is missing; make run builds it")


def look(_given: Configuration) -> Finding:
    """Look for the start page and count the files beside it."""
    if not (WEB_ROOT / "index.html").exists():
        return Finding(False, MISSING)
    return Finding(True, GOOD.format(count=sum(1 for path in WEB_ROOT.rglob("*") if path.is_file())))
