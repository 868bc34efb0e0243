"""Puts a data package into a directory the way pip leaves it."""

from pathlib import Path


def install(site: Path, name: str, content: bytes) -> Path:
    """A data package as pip leaves it; its code must never run."""
    package = site / name.replace("-", "_")
    (package / "data").mkdir(parents=True)
    (package / "__init__.py").write_text("raise SystemExit('a data package was imported')")
    (package / "data" / "slice.bin").write_bytes(content)
    info = site / f"{package.name}-0.2.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.2.0\n")
    (info / "RECORD").write_text(f"{package.name}/__init__.py,,\n{package.name}/data/slice.bin,,\n")
    return package
