"""No file names a package registry's host, or a path of somebody's machine."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOSTS = ("pypi" + ".org", "python" + "hosted", "npm" + "js", "deb." + "debian", "github" + ".com")
PATHS = ("/" + "work/", "/" + "root/", "/" + "home/")


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()]


def findings(text: str) -> list[str]:
    return [word for word in (*HOSTS, *PATHS) if word in text]


def test_no_file_names_a_registry_or_a_machine() -> None:
    named = {str(path.relative_to(ROOT)): findings(path.read_text("utf-8", "replace")) for path in tracked()}

    assert {} == {path: words for path, words in named.items() if words}


def test_a_planted_address_is_found() -> None:
    assert [] != findings("https://" + HOSTS[0] + "/simple")
