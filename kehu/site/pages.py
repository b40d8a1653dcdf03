"""The web application: its built files, and `index.html` for every address that is nothing else."""

from collections.abc import Callable
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from whitenoise.middleware import WhiteNoiseMiddleware

WEB_ROOT = Path(__file__).parent / "web"
HASHED = "/assets/"
NOT_BUILT = (
    "<!doctype html><meta charset=utf-8><title>Kehu</title>"
    "<p>网页还没有构建。请运行 make run。</p><p>The web application is not built yet. Run make run.</p>"
)


class Assets(WhiteNoiseMiddleware):  # type: ignore[misc]
    """Serve the built files; being synchronous it keeps all that follows in one thread, without switches between."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Read the list of files once."""
        super().__init__(get_response)
        self.allow_all_origins = False
        if WEB_ROOT.is_dir():
            self.add_files(str(WEB_ROOT), prefix="/")
        self.files.pop("/index.html", None)

    def immutable_file_test(self, path: str, url: str) -> bool:
        """Tell which files browsers may keep for ever: their names carry a hash of what is in them."""
        return url.startswith(HASHED)

    @staticmethod
    def serve(static_file: object, request: HttpRequest) -> HttpResponse:
        """Answer with one file, compressed as the browser likes it."""
        found = static_file.get_response(request.method, request.META)  # type: ignore[attr-defined]
        content = found.file.read() if found.file else b""
        response = HttpResponse(content, status=int(found.status))
        del response["Content-Type"]
        for name, value in found.headers:
            response[name] = value
        return response


@require_safe
def application(_request: HttpRequest, _path: str = "") -> HttpResponse:
    """Answer with the page that starts the web application; it reads the address itself."""
    page = WEB_ROOT / "index.html"
    if not page.exists():
        return HttpResponse(NOT_BUILT, status=503)
    return HttpResponse(page.read_bytes(), headers={"Cache-Control": "no-cache"})
