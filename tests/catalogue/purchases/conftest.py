"""What the tests of the import pages share."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse


@pytest.fixture
def upload(sign_in):
    """`upload(amina, content)` gives an extract through the page."""

    def give(member, content, *, name="extract.csv", follow=False, **fields):
        file = SimpleUploadedFile(name, content)
        return sign_in(member).post(
            reverse("import_upload"), {"extract": file, **fields}, follow=follow
        )

    return give
