"""What every answer says to the browser: run nothing, load nothing from elsewhere, tell nobody."""

from collections.abc import Mapping

from portal.web.addresses import Form

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

COMMON: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
PAGE: Mapping[str, str] = {
    "Content-Security-Policy": _POLICY,
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}
OPEN_DATA: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Access-Control-Allow-Origin": "*",
}
"""Data may be used by any other site; it holds nothing that is not public, and no cookie goes with it."""

DOWNLOAD: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "public, max-age=31536000, immutable",
}
"""What other people have written never opens inside the site."""

SAFE_KINDS = frozenset({"application/pdf", "image/jpeg", "image/png", "audio/mpeg", "audio/ogg", "video/mp4"})
"""Said as they are; every other attachment is bytes."""

KINDS: Mapping[Form, str] = {
    Form.HTML: "text/html; charset=utf-8",
    Form.JSON: "application/json; charset=utf-8",
    Form.CSV: "text/csv; charset=utf-8",
    Form.ATOM: "application/atom+xml; charset=utf-8",
    Form.TXT: "text/plain; charset=utf-8",
}
