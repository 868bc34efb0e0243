"""The wheel holds what the program needs, and nothing else."""

import subprocess
import sys
import zipfile
from pathlib import Path

import extractor
import prompts
import schemas

ROOT = Path(__file__).parent.parent
PACKAGES = ("extractor", "schemas", "prompts")
NOT_SHIPPED = {"__pycache__"}


def test_packages_lie_side_by_side():
    """`schemas` and `prompts` are common names; no other distribution's package may answer for ours."""
    assert len({Path(package.__file__).parent.parent for package in (extractor, schemas, prompts)}) == 1


def test_wheel_ships_every_source_template_and_table(tmp_path):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        shipped = {name for name in archive.namelist() if name.split("/")[0] in PACKAGES}
    on_disk = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and not NOT_SHIPPED & set(path.parts)
    }
    assert shipped == on_disk
    assert any(name.startswith("prompts/") and name.endswith(".jinja") for name in shipped)
    assert "extractor/data/countries.tsv" in shipped
