import pytest

from procurement.demonstration.region import make_region
from tests.procurement.demonstration.reading import SIZE


@pytest.fixture(scope="session")
def region(tmp_path_factory):
    """The folder of a small invented region, made once; not to be written to."""
    folder = tmp_path_factory.mktemp("made") / "region"
    make_region(SIZE, folder)
    return folder
