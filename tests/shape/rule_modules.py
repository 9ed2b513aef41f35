"""Which modules of the services hold rules: what is decided and how facts change it, and nothing of the world."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
EDGES = frozenset({"__init__", "agenda", "answers", "reactions", "view"})
"""The other modules of a stream's folder."""
OF_SEVERAL = frozenset({"plausible"})
"""Modules beside the folders, with rules that many streams of the service have."""


def rule_files() -> list[Path]:
    in_folders = (path for path in ROOT.glob("services/*/src/*/*/*.py") if _is_stream(path.parent))
    in_streams = [path for path in in_folders if path.stem not in EDGES]
    beside = (path for path in ROOT.glob("services/*/src/*/*.py") if path.stem in OF_SEVERAL)
    return sorted([*in_streams, *beside])


def service_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[1]


def is_rule(module: str) -> bool:
    """Of a module that stands in a service."""
    _, folder, *rest = module.split(".")
    return folder in OF_SEVERAL or (rest != [] and rest[0] not in EDGES)


def _is_stream(folder: Path) -> bool:
    return (folder / "rule.py").exists() or (folder / "answers.py").exists()
